"""The pages on the way to an agreement, by what people come for."""

from . import assessments, evidence, priorities

app_name = "targets"

# Priorities come last: a step of describing one is any word, `attach` too.
urlpatterns = [
    *assessments.urlpatterns,
    *evidence.urlpatterns,
    *priorities.urlpatterns,
]
