"""The stages of a lot's life in addresses."""

from traceability.models import Event

SLUGS = {
    Event.Stage.HARVEST: "thu-hoach",
    Event.Stage.PROCESSING: "che-bien",
    Event.Stage.PACKING: "dong-goi",
    Event.Stage.INSPECTING: "kiem-tra",
    Event.Stage.STORING: "nhap-kho",
}
STAGES = {slug: stage for stage, slug in SLUGS.items()}
