"""The pages of indicators: explore, and returns."""

from . import calendar, due, explore, exports, figure_queries, quality, returns, webhooks

app_name = "indicators"

urlpatterns = [
    *calendar.urlpatterns,
    *explore.urlpatterns,
    *exports.urlpatterns,
    *figure_queries.urlpatterns,
    *due.urlpatterns,
    *quality.urlpatterns,
    *returns.urlpatterns,
    *webhooks.urlpatterns,
]
