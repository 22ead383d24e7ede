"""Addresses of the market, each slice its own."""

from django.urls import include, path

urlpatterns = [
    path("", include("marketplace.storefront.urls")),
    path("can-bo/bo-suu-tap/", include("marketplace.collections.urls")),
    path("", include("marketplace.tales.urls")),
    path("", include("marketplace.offline.urls")),
    path("gio-hang/", include("marketplace.cart.urls")),
    path("tai-khoan/dia-chi/", include("marketplace.addresses.urls")),
    path("", include("marketplace.favourites.urls")),
    path("mon-da-quet/", include("marketplace.scanned.urls")),
    path("tai-khoan/", include("marketplace.personal.urls")),
    path("bao-toi/", include("marketplace.wishes.urls")),
    path("thanh-toan/", include("marketplace.checkout.urls")),
    path("", include("marketplace.payments.urls")),
    path("webhooks/giao-hang/", include("marketplace.carriers.urls")),
    path("", include("marketplace.orders.urls")),
    path("", include("marketplace.guests.urls")),
    path("", include("marketplace.preorders.urls")),
    path("", include("marketplace.recalls.urls")),
    path("", include("marketplace.voices.urls")),
    path("", include("marketplace.claims.urls")),
    path("", include("marketplace.invoices.urls")),
    path("", include("marketplace.disputes.urls")),
    path("", include("marketplace.figures.urls")),
    path("doi-soat/", include("marketplace.reconciliation.urls")),
    path("", include("marketplace.payouts.urls")),
    path("", include("marketplace.tables.urls")),
    path("", include("marketplace.till.urls")),
    path("gian-hang/", include("marketplace.workspace.urls")),
]
