"""The pages on the way to an agreement, by what people come for."""

from . import (
    assessments,
    collation,
    engagements,
    evidence,
    offers,
    partners,
    priorities,
    standards,
    workspace,
)

app_name = "targets"

# Priorities come last: a step of describing one is any word, `attach` too.
urlpatterns = [
    *assessments.urlpatterns,
    *collation.urlpatterns,
    *engagements.urlpatterns,
    *evidence.urlpatterns,
    *partners.urlpatterns,
    *offers.urlpatterns,
    *standards.urlpatterns,
    *workspace.urlpatterns,
    *priorities.urlpatterns,
]
