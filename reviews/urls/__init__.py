"""The pages on which targets are followed and talked about, by what people come for."""

from . import concerns, progress, reviews

app_name = "reviews"

urlpatterns = [
    *concerns.urlpatterns,
    *progress.urlpatterns,
    *reviews.urlpatterns,
]
