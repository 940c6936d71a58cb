"""The pages on the way to an agreement, by what people come for."""

from . import assessments, engagements, priorities

app_name = "targets"

urlpatterns = [
    *assessments.urlpatterns,
    *engagements.urlpatterns,
    *priorities.urlpatterns,
]
