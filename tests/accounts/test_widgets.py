"""Plain inputs and choices are what Django's templates make of them, to the letter."""

from __future__ import annotations

from itertools import product

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy

from accounts.fields import WholeField
from accounts.widgets import PlainInputs

WIDGETS = (
    *(forms.TextInput, forms.NumberInput, forms.EmailInput, forms.URLInput, forms.HiddenInput),
    *(forms.PasswordInput, forms.DateInput, forms.DateTimeInput, forms.TimeInput),
    *(forms.CheckboxInput, forms.SearchInput, forms.TelInput, forms.ColorInput),
)
OTHERS = (forms.Textarea,)
CHOICES = (*(forms.Select, forms.SelectMultiple, forms.RadioSelect, forms.CheckboxSelectMultiple),)
VALUES = [None, "", "x", "a\"b<c>&'d", mark_safe("<b>&amp;</b>"), 0, 25_000, True, False]
ATTRIBUTES = [
    {},
    {"id": "id_a", "required": True, "disabled": False, "maxlength": 12, "data-x": None},
    {"placeholder": gettext_lazy("Số lượng"), "title": 'a"<b>', "hx-get": "/a?b=1&c=2"},
]


@pytest.mark.parametrize("widget", [*WIDGETS, *OTHERS])
def test_an_input_is_djangos_to_the_letter(widget):
    for value, attrs in product(VALUES, ATTRIBUTES):
        made = [
            widget().render("a<b", value, attrs=attrs, renderer=renderer())
            for renderer in (PlainInputs, DjangoTemplates)
        ]
        assert made[0] == made[1]


CHOSEN = [None, "", "x", 'a"b<c>', 25_000, ["x", "y"]]
OFFERED = [
    [],
    [("", "Chọn tỉnh…"), ("x", "X & <Y>"), (25_000, gettext_lazy("Số lượng"))],
    [("Nhóm <1>", [("x", "X"), ('a"b<c>', mark_safe("<b>đậm</b>"))]), ("y", "Y")],
]


@pytest.mark.parametrize("widget", CHOICES)
def test_a_choice_is_djangos_to_the_letter(widget):
    all_attrs = [*ATTRIBUTES, {"id": "id_a", "class": "a&b", "hidden": True}]
    for offered, chosen, attrs in product(OFFERED, CHOSEN, all_attrs):
        made = []
        for renderer in (PlainInputs, DjangoTemplates):
            asked = widget(choices=offered)
            made.append(asked.render("a<b", chosen, attrs=attrs, renderer=renderer()))
        assert made[0] == made[1]


def test_a_number_with_groups_stays_grouped():
    class Packs(forms.Form):
        packs = WholeField(localize=True)

    shown = str(Packs(initial={"packs": 25_000})["packs"])

    assert 'value="25.000"' in shown
