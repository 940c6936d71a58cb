"""The pages on the way to an agreement, by what people come for."""

from . import assessments, collation, engagements, priorities, standards

app_name = "targets"

urlpatterns = [
    *assessments.urlpatterns,
    *collation.urlpatterns,
    *engagements.urlpatterns,
    *priorities.urlpatterns,
    *standards.urlpatterns,
]
