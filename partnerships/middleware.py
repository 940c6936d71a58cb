"""What is done once a request of a key is answered."""

import logging
from collections.abc import Callable

from django.db import Error
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from . import actions
from .models import Key

log = logging.getLogger(__name__)


class KeysInUse:
    """Note the uses of keys: after the answer, whatever it was, and never at its cost."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        key: Key | None = getattr(request, "key", None)
        if key is not None:
            try:
                actions.note_use(key=key, status=response.status_code, at=timezone.now())
            except Error as error:
                log.warning("The use of a key was not noted: %s", type(error).__name__)
        return response
