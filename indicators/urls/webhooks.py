from django.urls import path

from indicators.views import webhooks as views

ONE = "developer/webhooks/<int:webhook_id>/"

urlpatterns = [
    path("developer/webhooks/", views.webhooks, name="webhooks"),
    path("developer/webhooks/add/", views.add_webhook, name="add-webhook"),
    path(ONE, views.webhook, name="webhook"),
    path(f"{ONE}test/", views.test_webhook, name="test-webhook"),
    path(f"{ONE}secret/", views.rotate_webhook_secret, name="rotate-webhook-secret"),
    path(f"{ONE}disable/", views.disable_webhook, name="disable-webhook"),
    path(f"{ONE}enable/", views.enable_webhook, name="enable-webhook"),
]
