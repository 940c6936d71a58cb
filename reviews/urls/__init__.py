"""The pages of how targets are going, by what people come for."""

from . import reviews

app_name = "reviews"

urlpatterns = [*reviews.urlpatterns]
