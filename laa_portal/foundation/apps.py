from django.apps import AppConfig


class FoundationConfig(AppConfig):
    name = "laa_portal.foundation"
    label = "foundation"
    verbose_name = "Jobs and audit"

    def ready(self) -> None:
        from . import checks  # noqa: F401 -- to register them
        from .api import scopes  # noqa: F401 -- its check counts from here on
