"""What a person was told of, and how they want to be told."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from partnerships import actions
from partnerships.forms.notices import DeliveriesForm
from partnerships.models import Delivery, Notice, Preference, Topic
from partnerships.requests import SignedInRequest

NOTICES_A_PAGE = 25


@login_required
@require_safe
def notices(request: SignedInRequest) -> HttpResponse:
    """A person's notices, those not read first."""
    visible = Notice.objects.visible_to(request.user).unread_first()
    page = Paginator(visible, NOTICES_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "partnerships/notices/notices.html", {"page": page})


@login_required
@require_POST
def read_notice(request: SignedInRequest, notice_id: int) -> HttpResponse:
    """Open a notice: it is read then, and leads on."""
    try:
        notice = actions.read_notice(notice_id=notice_id, by=request.user, at=timezone.now())
    except Notice.DoesNotExist:
        raise Http404 from None
    return redirect(notice.path)


@login_required
@require_POST
def read_notices(request: SignedInRequest) -> HttpResponse:
    """Mark all of them as read."""
    count = actions.read_notices(by=request.user, at=timezone.now())
    messages.success(request, f"{count} notice{'' if count == 1 else 's'} marked as read.")
    return redirect("notices")


@login_required
def choose_deliveries(request: SignedInRequest) -> HttpResponse:
    """Show how the person is told of each topic, and take another choice."""
    chosen = dict(Preference.objects.visible_to(request.user).values_list("topic", "delivery"))
    deliveries = {topic.value: Delivery.IMMEDIATE.value for topic in Topic} | chosen
    form = DeliveriesForm(request.POST or None, deliveries=deliveries)
    if form.is_valid():
        actions.choose_deliveries(by=request.user, at=timezone.now(), **form.cleaned_data)
        messages.success(request, "Your choice has been kept.")
        return redirect("notice-preferences")
    status = 422 if form.errors else 200
    template = "partnerships/notices/choose_deliveries.html"
    return render(request, template, {"form": form}, status=status)
