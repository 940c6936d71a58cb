"""Every act that is told has its words, and every letter has an act."""

from pathlib import Path

from django.conf import settings
from django.utils.module_loading import import_string

from partnerships.notices import registry, template_name

TEMPLATES = Path(__file__).parents[2] / "templates"


def test_every_told_act_has_a_letter_and_every_letter_an_act():
    registered = {template_name(*key) for key in registry()}
    written = {
        str(path.relative_to(TEMPLATES))
        for path in TEMPLATES.glob("*/emails/*.txt")
        if not path.name.startswith("_")
    }

    assert len(registered) == len(registry()) >= 13
    assert registered == written


def test_letter_begins_with_its_subject_and_leaves_the_link_to_the_frame():
    for path in TEMPLATES.glob("*/emails/[!_]*.txt"):
        subject, body = path.read_text().split("\n", 1)
        assert subject
        assert body.strip()
        assert "http" not in path.read_text()


def test_every_job_and_whoever_asks_for_it_is_there():
    paths = [*settings.JOB_HANDLERS.values(), *settings.JOB_ASKERS.values()]

    assert all(callable(import_string(path)) for path in paths)
    assert set(settings.JOB_ASKERS) <= set(settings.JOB_HANDLERS)
    scheduled = {tuple(one.get("args", [])) for one in settings.CELERY_BEAT_SCHEDULE.values()}
    assert {(name,) for name in settings.JOB_ASKERS} <= scheduled
