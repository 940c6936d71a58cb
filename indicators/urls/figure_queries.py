from django.urls import path

from indicators.views import figure_queries as views

urlpatterns = [
    path(
        "explore/indicators/<slug:slug>/<str:area_code>/report/",
        views.raise_query,
        name="raise-query",
    ),
    path("returns/queries/", views.figure_queries, name="queries"),
    path("returns/queries/<int:query_id>/", views.query, name="query"),
    path("returns/queries/<int:query_id>/answer/", views.answer_query, name="answer-query"),
    path("returns/queries/<int:query_id>/ask-again/", views.ask_again, name="ask-again"),
    path("returns/queries/<int:query_id>/close/", views.close_query, name="close-query"),
]
