"""The market's addresses, and beside them what they are measured against.

`/trong/` is a view that does nothing, behind the same middleware; `/trong/24/` asks the database
once and lists as many rows, each as plainly as Django can.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.template import engines
from django.urls import path

from catalog.models import Product
from config.urls import urlpatterns as market

if TYPE_CHECKING:
    from django.http import HttpRequest

PLAIN = engines["django"].from_string(
    "<!doctype html><title>24</title><ul>{% for one in goods %}"
    '<li><a href="/san-pham/{{ one.slug }}/">{{ one.name }}</a> {{ one.producer.name }}</li>'
    "{% endfor %}</ul>"
)


def empty(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("")


def plain(request: HttpRequest, rows: int) -> HttpResponse:
    goods = Product.objects.listed().select_related("producer").order_by("pk")[:rows]
    return HttpResponse(PLAIN.render({"goods": goods}, request))


urlpatterns = [path("trong/", empty), path("trong/<int:rows>/", plain), *market]
