"""The pages on the way to an agreement, by what people come for."""

from . import (
    across,
    after_signing,
    assessments,
    collation,
    engagements,
    evidence,
    offers,
    partners,
    plan_values,
    priorities,
    published,
    signing,
    standards,
    workspace,
)

app_name = "targets"

# Priorities come last: a step of describing one is any word, `attach` too.
urlpatterns = [
    *across.urlpatterns,
    *after_signing.urlpatterns,
    *assessments.urlpatterns,
    *collation.urlpatterns,
    *engagements.urlpatterns,
    *evidence.urlpatterns,
    *partners.urlpatterns,
    *plan_values.urlpatterns,
    *offers.urlpatterns,
    *signing.urlpatterns,
    *published.urlpatterns,
    *standards.urlpatterns,
    *workspace.urlpatterns,
    *priorities.urlpatterns,
]
