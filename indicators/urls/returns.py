from django.urls import path

from indicators.views import judging
from indicators.views import returns as views

urlpatterns = [
    path("returns/", views.returns, name="returns"),
    path("returns/send/", views.send, name="send"),
    path("returns/rules/", judging.rules, name="rules"),
    path("returns/conflicts/", judging.conflicts, name="conflicts"),
    path("returns/conflicts/<int:conflict_id>/", judging.conflict, name="conflict"),
    path("returns/conflicts/<int:conflict_id>/settle/", judging.settle, name="settle"),
    path("returns/<int:return_id>/rows/", judging.rows, name="rows"),
    path("returns/<int:return_id>/rows.csv", judging.rows_file, name="rows-file"),
    path("returns/<int:return_id>/findings.csv", judging.findings, name="findings"),
    path("returns/<int:return_id>/", views.data_return, name="return"),
    path("returns/<int:return_id>/confirm/", views.confirm, name="confirm"),
    path("returns/<int:return_id>/resend/", views.resend, name="resend"),
    path("returns/<int:return_id>/errors.csv", views.errors, name="errors"),
    path("returns/<int:return_id>/file.csv", views.file, name="file"),
]
