"""The pages on which targets are followed and talked about, by what people come for."""

from . import concerns, progress, response, reviews

app_name = "reviews"

urlpatterns = [
    *concerns.urlpatterns,
    *progress.urlpatterns,
    *response.urlpatterns,
    *reviews.urlpatterns,
]
