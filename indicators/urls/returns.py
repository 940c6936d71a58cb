from django.urls import path

from indicators.views import returns as views
from indicators.views import withdrawals

urlpatterns = [
    path("returns/", views.returns, name="returns"),
    path("returns/send/", views.send, name="send"),
    path("returns/<int:return_id>/", views.data_return, name="return"),
    path("returns/<int:return_id>/confirm/", views.confirm, name="confirm"),
    path("returns/<int:return_id>/publish/", views.publish, name="publish"),
    path("returns/<int:return_id>/withdraw/", withdrawals.withdraw, name="withdraw"),
    path("returns/<int:return_id>/resend/", views.resend, name="resend"),
    path("returns/template/", views.template, name="template"),
    path("returns/<int:return_id>/cancel/", views.cancel, name="cancel"),
    path("returns/<int:return_id>/error-copy/", views.error_copy, name="error-copy"),
    path("returns/<int:return_id>/errors.csv", views.errors, name="errors"),
    path("returns/<int:return_id>/file/", views.file, name="file"),
]
