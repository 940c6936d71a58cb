"""The pages of who and where, by what people come for."""

from django.urls import include, path

urlpatterns = [
    path("", include("partnerships.urls.accounts")),
    path("", include("partnerships.urls.notices")),
    path("developer/", include("partnerships.urls.keys")),
    path("audit/", include("partnerships.urls.audit")),
    path("manage/", include("partnerships.urls.manage")),
]
