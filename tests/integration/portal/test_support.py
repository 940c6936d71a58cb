"""Support looks at our records in Django's own pages and can change none of them."""

import pytest
from django.contrib import admin
from django.urls import reverse

from laa_portal.support import OURS

pytestmark = pytest.mark.django_db


@pytest.fixture
def supporter(django_user_model):
    return django_user_model.objects.create_superuser("support", "support@example.com", name="S")


def test_only_our_own_models_are_there():
    registered = {model._meta.app_label for model in admin.site._registry}

    assert registered == OURS


@pytest.mark.parametrize("model", admin.site._registry, ids=lambda model: model.__name__)
def test_nothing_can_be_added_changed_or_deleted(rf, supporter, model):
    request = rf.get("/")
    request.user = supporter
    page = admin.site._registry[model]

    assert page.has_view_permission(request)
    assert not page.has_add_permission(request)
    assert not page.has_change_permission(request)
    assert not page.has_delete_permission(request)
    for inline in page.get_inline_instances(request):
        assert not inline.has_add_permission(request)
        assert set(inline.get_fields(request)) <= set(inline.get_readonly_fields(request))
        assert not inline.can_delete


def test_stranger_comes_in_by_the_door_of_the_service(client):
    door = client.get(reverse("admin:index"), follow=True)

    assert door.redirect_chain[-1][0].startswith(reverse("sign-in"))


def test_somebody_signed_in_is_told_that_it_is_not_theirs(client, provider):
    client.force_login(provider)

    answer = client.get(reverse("admin:index"), follow=True)

    assert answer.status_code == 403
    assert "Only those who support the service" in answer.text


def test_door_leads_those_who_may_straight_in(client, supporter):
    client.force_login(supporter)

    assert client.get(reverse("admin:login"))["Location"] == reverse("admin:index")
