"""The pages of who and where, by what people come for."""

from django.urls import include, path

from partnerships.views.keys import manage_keys

urlpatterns = [
    path("", include("partnerships.urls.accounts")),
    path("", include("partnerships.urls.notices")),
    path("developer/", include("partnerships.urls.keys")),
    path("manage/keys/", manage_keys, name="manage-keys"),
    path("audit/", include("partnerships.urls.audit")),
    path("manage/", include("partnerships.urls.manage")),
]
