"""The pages on how targets are going, by what people come for."""

from . import response

app_name = "reviews"

urlpatterns = [
    *response.urlpatterns,
]
