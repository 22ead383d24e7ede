"""Known in templates of scan pages."""

from __future__ import annotations

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from traceability import scripts, styles

register = template.Library()


@register.simple_tag
def own_styles() -> SafeString:
    """The page's style sheets, in the page. Its answer carries :func:`styles.policy`."""
    return format_html("<style>{}</style>", mark_safe(styles.text()))  # noqa: S308 (our own files)


@register.simple_tag
def own_script() -> SafeString:
    """The script that checks the page's proof, in the page, under the same policy."""
    return scripts.tag(styles.PROVING)
