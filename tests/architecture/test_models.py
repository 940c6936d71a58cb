"""Conventions every model keeps, whoever wrote it."""

from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import models

CHECKOUT = Path(__file__).parents[2]
OURS = ("foundation", "partnerships", "indicators", "targets", "reviews")
MODELS = [model for label in OURS for model in apps.get_app_config(label).get_models()]

BY_THE_SERVICE = {
    # moments that no person brings about
    "asked_at", "finished_at", "recorded_at", "superseded_at", "computed_at", "sealed_at",
    "pgh_created_at", "posted_at", "begins_at", "noticed_at", "read_at", "last_used_at",
    "published_at", "factor_at",
}  # fmt: skip


def moments(model):
    return [field.name for field in model._meta.get_fields() if field.name.endswith("_at")]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_moment_of_an_act_has_its_person(model):
    names = {field.name for field in model._meta.get_fields()}

    for moment in set(moments(model)) - BY_THE_SERVICE:
        assert moment.removesuffix("_at") + "_by" in names


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_dates_booleans_and_moments_are_named_for_what_they_are(model):
    for field in model._meta.get_fields():
        if isinstance(field, models.DateTimeField):
            assert field.name.endswith(("_at", "_until")) or field.name in {
                "vintage", "not_before", "last_login", "date_joined",
            }  # fmt: skip
        elif isinstance(field, models.DateField):
            assert field.name.endswith(("_on", "_start"))


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_no_model_hides_work_in_save_or_clean(model):
    own = vars(model)

    assert "save" not in own
    assert "clean" not in own


def test_every_constraint_reads_as_a_sentence():
    names = [constraint.name for model in MODELS for constraint in model._meta.constraints]

    assert len(names) >= 29
    assert all(name.count("_") >= 1 for name in names)


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_nobody_listens_to_signals():
    packages = ("laa_portal", "partnerships", "indicators", "targets", "reviews")
    sources = [path for package in packages for path in (CHECKOUT / package).rglob("*.py")]

    assert len(sources) > 50
    assert not [path for path in sources if "dispatch import receiver" in path.read_text()]
