"""What is changed in place keeps what it was: each model so tracked has a table of former states.

PostgreSQL writes a row there whenever one is changed or deleted, whoever does it and however. The
transaction's number leads from a former state to the act on record that replaced it.
"""

from collections.abc import Sequence
from typing import Any

import pghistory
import pghistory.models
from django.db import models
from django.db.models import Func

from .models import TransactionIdField


class FormerState(pghistory.models.Event):
    """What a row said until a transaction changed or deleted it."""

    pgh_xid = TransactionIdField(
        editable=False, db_index=True, db_default=Func(function="pg_current_xact_id")
    )

    class Meta:
        abstract = True


def track(model: type[models.Model], *, exclude: Sequence[str] = ()) -> type[Any]:
    """Make the model of a table of former states, without the columns in `exclude`.

    Its triggers write the row as it was; who and where from come of the request, if there is one.
    """
    return pghistory.create_event_model(
        model,
        pghistory.UpdateEvent(row="OLD"),
        pghistory.DeleteEvent(),
        exclude=list(exclude) or None,
        obj_field=pghistory.ObjForeignKey(related_name="former_states", related_query_name="+"),
        context_field=pghistory.ContextJSONField(),
        context_id_field=None,  # type: ignore[arg-type]
        append_only=True,
        model_name=f"Former{model.__name__}",
        base_model=FormerState,
        abstract=False,
    )
