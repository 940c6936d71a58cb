"""What a view behind `login_required` is given."""

from django.http import HttpRequest

from .models import User


class SignedInRequest(HttpRequest):
    """A request of somebody who is signed in. For annotations only."""

    user: User
