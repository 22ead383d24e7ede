"""Inputs and choices of forms, written out at once.

Django makes each from two templates: the fields of a checkout were a fifth of its page's time,
its list of provinces another. What comes out is the same to the letter (``FORM_RENDERER`` names
the class).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.forms.renderers import DjangoTemplates
from django.utils.html import conditional_escape
from django.utils.safestring import mark_safe

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest

KINDS = (
    *("text", "number", "email", "url", "password", "hidden", "search", "tel", "color"),
    *("date", "datetime", "time", "checkbox"),
)


class PlainInputs(DjangoTemplates):
    """Django's own renderer, but for inputs that are one tag, and for choices."""

    def render(
        self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None
    ) -> str:
        if write := WRITTEN.get(template_name):
            return mark_safe(write(context["widget"]))  # noqa: S308 (all is escaped below)
        return super().render(template_name, context, request)


def _input(widget: dict[str, Any]) -> str:
    value = "" if widget["value"] is None else _said("value", widget["value"])
    kind, name = _said("type", widget["type"]), _said("name", widget["name"])
    return f"<input{kind}{name}{value}{_attributes(widget)}>"


def _select(widget: dict[str, Any]) -> str:
    """A list to choose from, in groups or not."""
    groups = "".join(_options(group, options) for group, options, _index in widget["optgroups"])
    return f"<select{_said('name', widget['name'])}{_attributes(widget)}>{groups}\n</select>"


def _options(group: str | None, options: list[dict[str, Any]]) -> str:
    written = "".join(f"\n  {_option(one)}" for one in options)
    return f"\n  <optgroup{_said('label', group)}>{written}\n  </optgroup>" if group else written


def _option(one: dict[str, Any]) -> str:
    value = _said("value", one["value"])
    return f"<option{value}{_attributes(one)}>{_shown(one['label'])}</option>\n"


def _choices(widget: dict[str, Any]) -> str:
    """Something to tick for each choice, in groups or not."""
    attrs = widget["attrs"]
    told = {name: attrs[name] for name in ("id", "class") if attrs.get(name)}
    groups = "".join(_boxes(group, options) for group, options, _index in widget["optgroups"])
    return f"<div{_attributes({'attrs': told})}>{groups}\n</div>"


def _boxes(group: str | None, options: list[dict[str, Any]]) -> str:
    written = "".join(f"<div>\n    {_box(one)}</div>" for one in options)
    return f"\n  <div><label>{_shown(group)}</label>{written}\n  </div>" if group else written


def _box(option: dict[str, Any]) -> str:
    if not option["wrap_label"]:
        return f"{_input(option)}\n\n\n"
    of = option["attrs"].get("id")
    told, label = _said("for", of) if of else "", _shown(option["label"])
    return f"<label{told}>{_input(option)}\n {label}</label>\n\n"


def _attributes(widget: dict[str, Any]) -> str:
    return "".join(
        f" {_shown(name)}" if value is True else _said(name, value)
        for name, value in widget["attrs"].items()
        if value is not False
    )


def _said(name: str, value: Any) -> str:  # noqa: ANN401 (whatever is shown)
    return f' {_shown(name)}="{_shown(value)}"'


_shown = conditional_escape
WRITTEN: dict[str, Callable[[dict[str, Any]], str]] = {
    **{f"django/forms/widgets/{kind}.html": _input for kind in KINDS},
    "django/forms/widgets/select.html": _select,
    "django/forms/widgets/radio.html": _choices,
    "django/forms/widgets/checkbox_select.html": _choices,
}
