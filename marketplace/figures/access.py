"""Figures are for officers, of their area, and for whoever runs the market."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404

from catalog.models import Officer

if TYPE_CHECKING:
    from accounts.models import User


def only_officers(user: User) -> None:
    """Officers and operators; 404 for everybody else."""
    if not (user.is_staff or Officer.objects.active().filter(user=user).exists()):
        raise Http404
