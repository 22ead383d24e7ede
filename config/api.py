"""The API's addresses: which slice answers which, its schema and its documentation."""

from __future__ import annotations

from typing import Any

from csp.constants import SELF, UNSAFE_INLINE
from csp.decorators import csp_update
from django.urls import path, re_path
from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework.exceptions import NotFound
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.views import APIView

from catalog.api import CommuneViewSet, ProducerViewSet, ShelfViewSet
from marketplace.cart.api import BasketLineViewSet, BasketViewSet
from marketplace.checkout.api.views import PlacingViewSet, QuoteViewSet
from marketplace.orders.api import StallOrderViewSet
from marketplace.orders.stall_api import StallMoveViewSet
from marketplace.storefront.api import ProductViewSet
from marketplace.voices.api import ReviewViewSet
from traceability.api import LotViewSet, TraceViewSet

LIST: dict[str, Any] = {"get": "list"}
ONE: dict[str, Any] = {"get": "retrieve"}
LINE: dict[str, Any] = {"put": "update", "patch": "partial_update", "delete": "destroy"}
PLACING: dict[str, Any] = {"get": "list", "post": "create"}
MOVES = {
    "acceptance": "accept",
    "items": "pack",
    "parcels": "add_parcel",
    "handovers": "hand_over",
    "shortages": "shorten",
    "cancellation": "cancel",
}
"""What a producer's programme may do to an order: the address's noun, and the move."""

# Swagger UI writes <style> elements as it draws; the page holds nothing but the documentation.
DOCUMENTATION_STYLES = {"style-src": [SELF, UNSAFE_INLINE]}


@extend_schema(exclude=True)
class NothingHere(APIView):
    """Every other address under /api/: a problem, as the rest of the API has them."""

    permission_classes = [AllowAny]

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().initial(request, *args, **kwargs)
        raise NotFound


app_name = "api"
urlpatterns = [
    path("v1/products/", ProductViewSet.as_view(LIST), name="products"),
    path("v1/products/<slug:slug>/", ProductViewSet.as_view(ONE), name="product"),
    path("v1/products/<slug:slug>/reviews/", ReviewViewSet.as_view(LIST), name="reviews"),
    path("v1/producers/", ProducerViewSet.as_view(LIST), name="producers"),
    path("v1/producers/<slug:slug>/", ProducerViewSet.as_view(ONE), name="producer"),
    path("v1/communes/", CommuneViewSet.as_view(LIST), name="communes"),
    path("v1/communes/<str:code>/", CommuneViewSet.as_view(ONE), name="commune"),
    path("v1/shelves/", ShelfViewSet.as_view(LIST), name="shelves"),
    path("v1/lots/<str:trace_code>/", LotViewSet.as_view(ONE), name="lot"),
    path("v1/trace/<str:code>/", TraceViewSet.as_view(ONE), name="trace"),
    path("v1/basket/", BasketViewSet.as_view(ONE), name="basket"),
    path("v1/basket/lines/<int:pack>/", BasketLineViewSet.as_view(LINE), name="basket_line"),
    path("v1/basket/quote/<str:province>/", QuoteViewSet.as_view(ONE), name="quote"),
    path("v1/orders/", PlacingViewSet.as_view(PLACING), name="orders"),
    path("v1/orders/<str:code>/", PlacingViewSet.as_view(ONE), name="order"),
    path("v1/stall/orders/", StallOrderViewSet.as_view(LIST), name="stall_orders"),
    *(
        path(
            f"v1/stall/orders/<str:code>/{noun}/",
            StallMoveViewSet.as_view({"post": does}),
            name=f"stall_{does}",
        )
        for noun, does in MOVES.items()
    ),
    path("schema/", SpectacularAPIView.as_view(), name="schema"),
    path(
        "docs/",
        csp_update(DOCUMENTATION_STYLES)(
            SpectacularSwaggerSplitView.as_view(
                url_name="api:schema", template_name="api/docs.html"
            )
        ),
        name="docs",
    ),
    re_path("", NothingHere.as_view(), name="nothing"),
]
