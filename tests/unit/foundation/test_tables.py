"""A migration's state that is drawn model by model is the one that is drawn at once."""

from django.db import models
from django.db.migrations.state import ProjectState

from laa_portal.foundation.tables import CreateModel

KEY = ("id", models.BigAutoField(primary_key=True))
CASCADE = models.CASCADE
OPERATIONS = [
    CreateModel("Place", [KEY, ("lies_in", models.ForeignKey("self", CASCADE, null=True))]),
    CreateModel("Person", [KEY, ("home", models.ForeignKey("app.Place", CASCADE))]),
    CreateModel("Town", [], bases=("app.place",)),
    CreateModel(
        "Visit",
        [
            KEY,
            ("town", models.ForeignKey("app.Town", CASCADE, related_name="visits")),
            ("people", models.ManyToManyField("app.Person")),
        ],
    ),
]


def fields_of(state):
    """Return all that each model of a state knows of itself and of those that point to it."""
    return {
        model._meta.label: sorted(map(str, model._meta.get_fields(include_hidden=True)))
        for model in state.apps.get_models(include_auto_created=True)
    }


def test_each_model_knows_those_that_came_after_it():
    bit_by_bit, at_once = ProjectState(), ProjectState()
    assert not fields_of(bit_by_bit), "drawn before there is anything in it"

    for operation in OPERATIONS:
        operation.state_forwards("app", bit_by_bit)
        operation.state_forwards("app", at_once)

    assert fields_of(bit_by_bit) == fields_of(at_once)
    assert "<ManyToOneRel: app.visit>" in fields_of(bit_by_bit)["app.Town"]
