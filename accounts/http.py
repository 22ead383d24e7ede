"""Requests, as views see them."""

from django.http import HttpRequest, QueryDict
from django_htmx.middleware import HtmxDetails

from accounts.models import User


class SignedInRequest(HttpRequest):
    """A request behind ``login_required``: its user is known."""

    user: User
    htmx: HtmxDetails


def sent(request: HttpRequest) -> QueryDict | None:
    """What was sent with a form, even an empty one; None when the form is only asked for."""
    return request.POST if request.method == "POST" else None
