"""Somebody who showed a moment ago that it is still they."""

from __future__ import annotations

from django.contrib.auth import get_user
from django.http import HttpRequest

from accounts import again


def shown_again(client):
    """As if whoever is signed in there had just typed the password once more."""
    request = HttpRequest()
    request.session = client.session
    request.user = get_user(request)
    again.shown(request, method="password")
    request.session.save()
