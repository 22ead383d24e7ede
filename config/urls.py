"""Which app answers which address."""

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from config import health

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("traceability.urls.codes")),
    path("truy-xuat/", include("traceability.urls.scan")),
    path("tai-khoan/", include("accounts.urls")),
    path("tai-khoan/", include("accounts.sign_in_urls")),
    path("can-bo/", include("catalog.urls.officer")),
    path("can-bo/", include("traceability.urls.officer")),
    path("gian-hang/<slug:producer>/", include("traceability.urls.workspace")),
    path("nhan-gian-hang/", include("catalog.urls.claims")),
    path("", include("marketplace.urls")),
    path("ngon-ngu/", include("django.conf.urls.i18n")),
    path("healthz", health.healthz),
    path("readyz", health.readyz),
    path("api/", include("config.api")),
    path("admin/", admin.site.urls),
]
