"""The transparency log: /log/… for machines, as C2SP tlog-tiles has it, and its page for people."""

from django.urls import path

from traceability.views import log, proofs, signing

app_name = "log"
urlpatterns = [
    path("log/", log.front, name="front"),
    path("log/checkpoint", log.checkpoint, name="checkpoint"),
    path("log/tile/entries/<path:rest>", log.bundle, name="bundle"),
    path("log/tile/<path:rest>", log.tile, name="tile"),
    path("log/proof/<int:position>", log.proof, name="proof"),
    path("log/cosignature", log.cosignature, name="cosignature"),
    path("log/statement", signing.statements, name="statements"),
    path("so-minh-bach/ky/<str:digest>/", signing.statement, name="statement"),
    path("so-minh-bach/", log.page, name="page"),
    path("so-minh-bach/kiem-tra/", proofs.verifier, name="verifier"),
]
