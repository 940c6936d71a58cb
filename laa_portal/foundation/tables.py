"""Tables in migrations, without what makes them slow."""

from django.db import migrations
from django.db.migrations.state import ProjectState, StateApps


class CreateModel(migrations.CreateModel):
    """Makes a model as Django's own operation does, and draws no other model of the state anew.

    Django draws anew all that the new one is related to, which is nearly everything there is: 20
    seconds at each first start. A class drawn after those it points to makes itself known to them,
    as when the code is loaded.
    """

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        drawn: StateApps | None = state.__dict__.pop("apps", None)
        super().state_forwards(app_label, state)
        if drawn is not None:
            state.apps = drawn
            drawn.render_multiple([state.models[app_label, self.name_lower]])
