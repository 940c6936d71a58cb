from django.urls import path

from indicators.views import judging, withdrawals
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
    path("returns/<int:return_id>/publish/", views.publish, name="publish"),
    path("returns/<int:return_id>/withdraw/", withdrawals.withdraw, name="withdraw"),
    path("returns/<int:return_id>/resend/", views.resend, name="resend"),
    path("returns/template/", views.template, name="template"),
    path("returns/<int:return_id>/cancel/", views.cancel, name="cancel"),
    path("returns/<int:return_id>/error-copy/", views.error_copy, name="error-copy"),
    path("returns/<int:return_id>/errors.csv", views.errors, name="errors"),
    path("returns/<int:return_id>/file/", views.file, name="file"),
]
