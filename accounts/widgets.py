"""Plain inputs of forms, written out at once.

Django makes each from two templates: seventeen fields of a checkout were a fifth of its page's
time. What comes out is the same to the letter (``FORM_RENDERER`` names the class).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.forms.renderers import DjangoTemplates
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpRequest

KINDS = (
    *("text", "number", "email", "url", "password", "hidden", "search", "tel", "color"),
    *("date", "datetime", "time", "checkbox"),
)
PLAIN = {f"django/forms/widgets/{kind}.html" for kind in KINDS}


class PlainInputs(DjangoTemplates):
    """Django's own renderer, but for inputs that are one tag."""

    def render(
        self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None
    ) -> str:
        if template_name in PLAIN:
            return _input(context["widget"])
        return super().render(template_name, context, request)


def _input(widget: dict[str, Any]) -> SafeString:
    return mark_safe(f"<input {' '.join(_attributes(widget))}>")  # noqa: S308 (escaped below)


def _attributes(widget: dict[str, Any]) -> Iterator[str]:
    yield _said("type", widget["type"])
    yield _said("name", widget["name"])
    if widget["value"] is not None:
        yield _said("value", widget["value"])
    for name, value in widget["attrs"].items():
        if value is True:
            yield conditional_escape(name)
        elif value is not False:
            yield _said(name, value)


def _said(name: str, value: Any) -> str:  # noqa: ANN401 (whatever is shown)
    return f'{conditional_escape(name)}="{conditional_escape(value)}"'
