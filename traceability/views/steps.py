"""The stages of a lot's life in addresses."""

from traceability.models import Event

SLUGS = {
    Event.Stage.HARVEST: "thu-hoach",
    Event.Stage.PROCESSING: "che-bien",
    Event.Stage.PACKING: "dong-goi",
    Event.Stage.INSPECTING: "kiem-tra",
    Event.Stage.STORING: "nhap-kho",
    Event.Stage.TESTING: "kiem-nghiem",
    Event.Stage.SHIPPING: "giao-di",
    Event.Stage.SELLING: "ban-ra",
}
GROWING = {"gieo-trong": Event.Stage.PLANTING, "cham-bon": Event.Stage.TREATING}
"""What is done at a plot or pond."""

STAGES = {slug: stage for stage, slug in SLUGS.items()}
