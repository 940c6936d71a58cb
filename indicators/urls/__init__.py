"""The pages of indicators: explore, and returns."""

from . import explore, returns

app_name = "indicators"

urlpatterns = [*explore.urlpatterns, *returns.urlpatterns]
