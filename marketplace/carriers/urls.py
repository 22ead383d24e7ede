"""Where carriers speak, under /webhooks/giao-hang/."""

from django.urls import path

from marketplace.carriers import webhooks

app_name = "carriers"
urlpatterns = [path("<slug:carrier>/", webhooks.tracking, name="tracking")]
