"""The pages on the way to an agreement, by what people come for."""

from . import assessments, priorities, standards

app_name = "targets"

urlpatterns = [*assessments.urlpatterns, *priorities.urlpatterns, *standards.urlpatterns]
