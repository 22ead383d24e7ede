"""What says the same to everybody is worked out once in a language, and nothing else is."""

from __future__ import annotations

import pytest
from django.template import Context, Template
from django.test import override_settings
from django.urls import path, reverse
from django.utils import translation
from django.utils.safestring import mark_safe

from marketplace.storefront.templatetags import once

urlpatterns = [path("noi-khac/", lambda _request: None, name="elsewhere")]


def drawn(template, language="vi", **told):
    with translation.override(language):
        return template.render(Context(told))


def test_what_is_alike_is_drawn_once_in_each_language():
    page = Template('{% alike %}{{ who }} {% translate "Giỏ hàng" %}{% endalike %}')

    assert drawn(page, who="Lan") == drawn(page, who="Mai") == "Lan Giỏ hàng"
    assert drawn(page, "en", who="Cúc") == drawn(page, "en", who="Huệ") == "Cúc Basket"


def test_what_is_alike_for_some_values_is_drawn_once_for_them():
    page = Template("{% alike who.name n %}{{ n }} {{ who.name }} {{ when }}{% endalike %}")
    lan, mai = {"name": "Lan"}, {"name": "<b>Mai</b>"}

    assert drawn(page, who=lan, n=1, when="sáng") == drawn(page, who=lan, n=1) == "1 Lan sáng"
    assert drawn(page, who=lan, n=2, when="trưa") == "2 Lan trưa"
    assert drawn(page, who=mai, n=1) == "1 &lt;b&gt;Mai&lt;/b&gt; "
    assert drawn(page, who={"name": mark_safe(mai["name"])}, n=1) == "1 <b>Mai</b> "


def test_what_is_alike_for_a_list_is_drawn_each_time():
    page = Template("{% alike names %}{{ names.0 }} {{ when }}{% endalike %}")

    assert [drawn(page, names=["Lan"], when=when) for when in "12"] == ["Lan 1", "Lan 2"]


def test_what_is_alike_for_too_many_values_is_forgotten(monkeypatch):
    monkeypatch.setattr(once, "MOST_KEPT", 2)
    page = Template("{% alike n %}{{ n }} {{ when }}{% endalike %}")

    assert [drawn(page, n=n, when="sáng") for n in (1, 2)] == ["1 sáng", "2 sáng"]
    assert drawn(page, n=1, when="trưa") == "1 sáng"
    assert [drawn(page, n=n, when="trưa") for n in (3, 1)] == ["3 trưa", "1 trưa"]


@pytest.mark.parametrize(
    "page", ['{% translate "Đăng nhập" %}', '{% translate "Đăng nhập" as said %}{{ said }}']
)
def test_words_are_said_in_the_language_of_whoever_reads(page):
    page = Template(page)

    assert [drawn(page, one) for one in ("vi", "en", "vi")] == ["Đăng nhập", "Sign in", "Đăng nhập"]


def test_words_that_come_from_elsewhere_are_not_kept():
    page = Template("{% translate word %} {% translate word|upper %}")

    assert drawn(page, word="a") == "a A"
    assert drawn(page, word="b") == "b B"


def test_an_address_that_needs_nothing_is_kept():
    page = Template('{% url "cart:cart" %} {% url "cart:cart" as here %}{{ here }}')
    basket = reverse("cart:cart")

    assert drawn(page) == drawn(page) == f"{basket} {basket}"


def test_an_address_is_kept_for_each_set_of_addresses():
    page = Template('{% url "elsewhere" as there %}{{ there|default:"không có" }}')

    assert drawn(page) == "không có"
    with override_settings(ROOT_URLCONF=__name__):
        assert drawn(page) == "/noi-khac/"


def test_an_address_that_names_something_is_not_kept():
    page = Template('{% url "storefront:product" slug %}')

    assert [drawn(page, slug=slug) for slug in ("mot", "hai")] == [
        reverse("storefront:product", args=[slug]) for slug in ("mot", "hai")
    ]
