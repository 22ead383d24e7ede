"""Which app answers which address."""

from allauth.account.decorators import secure_admin_login
from django.conf import settings
from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from config import health
from config.gallery import views as gallery

# One way in for everybody: with its codes, its limits and its journal.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("traceability.urls.codes")),
    path("truy-xuat/", include("traceability.urls.scan")),
    path("", include("marketplace.urls")),
    path("", include("traceability.urls.log")),
    path("epcis/", include("traceability.urls.epcis")),
    path("tai-khoan/", include("accounts.urls")),
    path("tai-khoan/", include("accounts.sign_in_urls")),
    path("", include("accounts.message_urls")),
    path("can-bo/", include("catalog.urls.officer")),
    path("can-bo/", include("traceability.urls.officer")),
    path("gian-hang/<slug:producer>/", include("catalog.urls.gate")),
    path("gian-hang/<slug:producer>/", include("traceability.urls.workspace")),
    path("gian-hang/", include("traceability.urls.diary")),
    path("", include("traceability.urls.supporting")),
    path("nhan-gian-hang/", include("catalog.urls.claims")),
    path("ngon-ngu/", include("django.conf.urls.i18n")),
    path("healthz", health.healthz),
    path("readyz", health.readyz),
    path("api/", include("config.api")),
    path("admin/", admin.site.urls),
]
if settings.DEBUG:
    urlpatterns.append(path("thanh-phan/", gallery.components))
