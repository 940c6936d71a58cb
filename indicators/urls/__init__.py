"""The pages of indicators: explore, and returns."""

from . import calendar, due, explore, figure_queries, quality, returns, webhooks

app_name = "indicators"

urlpatterns = [
    *calendar.urlpatterns,
    *explore.urlpatterns,
    *figure_queries.urlpatterns,
    *due.urlpatterns,
    *quality.urlpatterns,
    *returns.urlpatterns,
    *webhooks.urlpatterns,
]
