from django.urls import path

from indicators.views import calendar as views

urlpatterns = [
    path("explore/calendar/", views.calendar, name="calendar"),
    path("explore/calendar.ics", views.calendar_ics, name="calendar-ics"),
]
