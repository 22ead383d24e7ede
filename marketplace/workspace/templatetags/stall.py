"""The stall's menu, worked out once for a page, for whoever is looking at it."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from marketplace.workspace.menu import Menu, menu

register = template.Library()
MOST_SHOWN = 99


@register.simple_tag(takes_context=True)
def stall_menu(context: template.Context) -> Menu:
    """``{% stall_menu as menu %}``: its groups, its bar, and for whom one acts.

    One query, however often a page asks.
    """
    drawn = context.render_context
    if drawn.get("stall menu") is None:
        drawn["stall menu"] = context.get("menu") or _menu(context)
    found: Menu = drawn["stall menu"]
    return found


def _menu(context: template.Context) -> Menu:
    return menu(context["stall"], user=context["request"].user, here=context["here"])


@register.filter
def waiting(count: int) -> SafeString:
    """How many wait, in a small round: nothing for none, «99+» for very many."""
    if not count:
        return SafeString()
    shown = str(count) if count <= MOST_SHOWN else f"{MOST_SHOWN}+"
    said = _("việc chờ")
    words = f'<span class="count">{shown}<span class="visually-hidden"> {said}</span></span>'
    return mark_safe(words)  # noqa: S308 - a number and words of ours
