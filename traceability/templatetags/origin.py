"""Known in templates of scan pages."""

from __future__ import annotations

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from traceability import scripts, styles

register = template.Library()
OWN = (
    "<style>{}</style>"
    '<style media="screen and (prefers-color-scheme: dark)" id="night">{}</style>'
    "<script>{}</script>"
)


@register.simple_tag
def own_styles() -> SafeString:
    """The page's style sheets and what chooses among them, in the page.

    Its answer carries :func:`styles.policy`.
    """
    parts = [mark_safe(part) for part in (styles.text(), styles.night(), scripts.look())]  # noqa: S308 (our own files)
    return format_html(OWN, *parts)


@register.simple_tag
def own_script() -> SafeString:
    """The script that checks the page's proof, in the page, under the same policy."""
    return scripts.tag(styles.PROVING)
