"""Who took part for the bodies of a partnership: a box for each seat, for the post they hold."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.http import QueryDict

from partnerships.forms.fields import VersionForm
from partnerships.models import Seat

POST_LENGTH = 150


class PostsForm(VersionForm):
    """The post held by each seat's member, empty for whoever was absent, as `positions`."""

    def __init__(
        self,
        data: QueryDict | None,
        *,
        seats: Sequence[Seat],
        initial: Mapping[str, Any],
        positions: Mapping[int, str] | None = None,
    ) -> None:
        super().__init__(data, initial=dict(initial))
        for seat in seats:
            self.fields[f"seat_{seat.pk}"] = forms.CharField(
                label=str(seat.organisation),
                max_length=POST_LENGTH,
                required=False,
                initial=(positions or {}).get(seat.pk),
                help_text="" if seat.is_senior else "Not held by a senior person",
            )

    def clean(self) -> dict[str, Any]:
        """Gather the posts as `positions`, by the seat's id."""
        given = super().clean() or {}
        posts = {name: post for name, post in given.items() if name.startswith("seat_") and post}
        positions = {int(name.removeprefix("seat_")): post for name, post in posts.items()}
        return {"version": given.get("version"), "positions": positions}
