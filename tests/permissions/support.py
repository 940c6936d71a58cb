"""The pages of support: the same seven addresses for each model that it may look at."""

from collections.abc import Iterator

from django.apps import apps
from django.urls import reverse

from partnerships.models import RoleKind

from .audiences import NOTHING
from .matrix import ASKS_ALL, METHODS, Cell, Entry, document
from .world import World

AROUND = ("index", "login", "logout", "password_change", "password_change_done", "autocomplete",
          "jsi18n", "view_on_site", "app_list")  # fmt: skip
OF_A_MODEL = ("changelist", "add", "history", "delete", "change")


def models() -> list[str]:
    return document()["support"]["models"]


def support_names() -> set[str]:
    """Return the names of all routes that the entry for support declares."""
    path = document()["support"]["path"].lstrip("/")
    names = {f"admin:{name}" for name in AROUND} | {f"{path}(?P<url>.*)$"}
    for label in models():
        app, model = label.split(".")
        names |= {f"admin:{app}_{model}_{page}" for page in OF_A_MODEL}
        names.add(f"{path}{app}/{model}/<path:object_id>/")
    return names


def support_cells(world: World) -> Iterator[Cell]:
    """Return the requests for support's pages: the lists, and one record of each model.

    The door is one for all pages and methods, so of those who must stay outside each tries two
    methods, on every third page but where `make bite` has everybody ask for all.
    """
    for turn, entry in enumerate(_entries()):
        for place, actor in enumerate(world.actors, turn):
            if actor.is_support or actor.kind == RoleKind.ADMINISTRATOR:
                yield from (Cell(entry, method, actor, NOTHING) for method in METHODS)
            elif ASKS_ALL or place % 3 == 0:
                yield from (Cell(entry, method, actor, NOTHING) for method in ("GET", "POST"))


def _entries() -> Iterator[Entry]:
    yield _page("index", reverse("admin:index"))
    yield _page("nowhere", f"{reverse('admin:index')}no-such-page/", unseen=404)
    for label in models():
        model = apps.get_model(label)
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        yield _page(f"{label} list", reverse(f"{name}_changelist"))
        yield _page(f"{label} add", reverse(f"{name}_add"), forbids=METHODS)
        if (record := model._default_manager.order_by("pk").last()) is None:
            continue
        page = {"args": [record.pk]}
        yield _page(f"{label} history", reverse(f"{name}_history", **page))
        yield _page(f"{label} change", reverse(f"{name}_change", **page), forbids=("POST",))
        yield _page(f"{label} delete", reverse(f"{name}_delete", **page), forbids=METHODS)


def _page(name: str, path: str, **changes) -> Entry:
    """Django's own pages answer every method, and show the same for all but POST."""
    entry = {"see": "support", "answers": "support", "reads": METHODS}
    return Entry(name=f"support: {name}", path=path, **(entry | changes))
