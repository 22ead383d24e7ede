"""What says the same to everybody is worked out once in a language, and nothing else is."""

from __future__ import annotations

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.test import override_settings
from django.urls import path, reverse
from django.utils import translation

urlpatterns = [path("noi-khac/", lambda _request: None, name="elsewhere")]


def drawn(template, language="vi", **told):
    with translation.override(language):
        return template.render(Context(told))


def test_what_is_alike_is_drawn_once_in_each_language():
    page = Template('{% alike %}{{ who }} {% translate "Giỏ hàng" %}{% endalike %}')

    assert drawn(page, who="Lan") == drawn(page, who="Mai") == "Lan Giỏ hàng"
    assert drawn(page, "en", who="Cúc") == drawn(page, "en", who="Huệ") == "Cúc Basket"


def test_alike_takes_nothing():
    with pytest.raises(TemplateSyntaxError):
        Template("{% alike who %}{% endalike %}")


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
