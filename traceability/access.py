"""The doors to places, lots, labels, EPCIS, the log: found and allowed, or 404."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.timezone import localdate

from catalog.models import Pack, Producer, Product
from traceability.merkle.tiles import NotATile, is_in, read_path
from traceability.models import (
    CaptureJob,
    Checkpoint,
    Chore,
    CodeReport,
    Event,
    ExternalLink,
    ItemCode,
    Jotting,
    LabelPaper,
    LabelPrint,
    LabelRun,
    LogLeaf,
    Lot,
    MaterialLot,
    NamedQuery,
    PartnerDocument,
    Place,
    Recipe,
    Subscription,
    YieldPlea,
)
from traceability.queries import attestations, log, scan

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from accounts.models import User
    from traceability.labels.sheets import Sheet
    from traceability.merkle.proof import Proof
    from traceability.merkle.tiles import Tile
    from traceability.queries.scan import Story


LONGEST_KEY = 18
OF_A_LABEL = ("lot__pack__product__producer", "lot__producer")


def place_to_manage(user: User, producer: str, code: str) -> Place:
    """A place of a producer this person acts for."""
    mine = Place.objects.filter(producer__in=Producer.objects.run_by(user))
    found = mine.select_related("producer__commune", "commune__province")
    return get_object_or_404(found, producer__slug=producer, code=code)


def lot_to_manage(user: User, producer: str, code: str) -> Lot:
    """A lot of a producer this person acts for, with its pack, product and places."""
    mine = Lot.objects.managed_by(user).select_related(
        "producer__commune", "pack__product__criteria_set", "origin__commune", "workshop__commune"
    )
    return get_object_or_404(mine, producer__slug=producer, code=code)


def lot_overseen(user: User, trace_code: str) -> Lot:
    """A lot of a producer in the area where this person is an officer."""
    overseen = Lot.objects.filter(producer__in=Producer.objects.overseen_by(user))
    found = overseen.select_related("producer__commune", "pack__product", "workshop")
    return get_object_or_404(found, trace_code=trace_code)


def story_of(lot: Lot, *, at: datetime) -> Story:
    """The story of a lot whose door was passed."""
    story = scan.lot_story(lot.trace_code, on=localdate(at))
    if story is None:
        raise Http404
    return story


def story_for_all(trace_code: str, *, at: datetime) -> Story:
    """The story of a complete lot: what everybody may take home."""
    story = scan.lot_story(trace_code, on=localdate(at))
    if story is None or not story.lot.is_complete:
        raise Http404
    return story


def lot_to_prove(trace_code: str, *, at: datetime) -> Story:
    """The story of a lot as its scan page tells it."""
    story = scan.lot_story(trace_code, on=localdate(at))
    if story is None:
        raise Http404
    return story


def item_to_prove(serial: str, *, at: datetime) -> Story:
    """The story of an item as its scan page tells it."""
    story = scan.item_story(serial, on=localdate(at))
    if story is None:
        raise Http404
    return story


def pack_to_make(producer: Producer, pk: str) -> Pack:
    """An active pack of this producer's products."""
    mine = Pack.objects.filter(product__producer=producer, is_active=True)
    return get_object_or_404(mine.select_related("product"), pk=_key(pk))


def event_to_correct(lot: Lot, pk: str, stage: str) -> Event | None:
    """The standing event of this lot that a form puts right; None when none is named."""
    if not pk:
        return None
    standing = Event.objects.standing().filter(lot=lot, stage=stage).prefetch_related("items")
    return get_object_or_404(standing, pk=_key(pk))


def material_lot_to_manage(user: User, producer: str, code: str) -> MaterialLot:
    """A material lot of a producer this person acts for."""
    mine = MaterialLot.objects.managed_by(user).select_related(
        "producer__commune", "producer__province", "material", "place", "bought_lot__pack__product"
    )
    return get_object_or_404(mine, producer__slug=producer, code=code)


def material_lot_to_see(trace_code: str) -> MaterialLot:
    """A material lot that went into complete goods: everybody may read where it came from."""
    told = MaterialLot.objects.filter(told_at__isnull=False)
    found = told.select_related("producer__commune", "material", "place__commune")
    return get_object_or_404(found, trace_code=trace_code)


def coming_to_correct(lot: MaterialLot) -> Event:
    """The standing word on how a material lot came."""
    return get_object_or_404(lot.events.standing().prefetch_related("items"))


def event_at_place(place: Place, pk: str, stage: str) -> Event | None:
    """The standing event of a plot or pond that a form puts right; None when none is named."""
    if not pk:
        return None
    standing = Event.objects.standing().filter(place=place, lot=None, material_lot=None)
    return get_object_or_404(standing, pk=_key(pk), stage=stage)


def chore_to_end(user: User, producer: str, pk: int) -> Chore:
    """Work that comes again, of a producer this person acts for."""
    mine = Chore.objects.filter(producer__in=Producer.objects.run_by(user))
    return get_object_or_404(mine, producer__slug=producer, pk=_in_reach(pk))


def jotting_to_see(user: User, producer: str, key: UUID) -> Jotting:
    """An entry with its photo, of a producer this person acts for."""
    mine = Jotting.objects.filter(producer__in=Producer.objects.run_by(user)).exclude(small="")
    found = mine.filter(producer__slug=producer, key=key).first()
    if found is None:
        raise Http404
    return found


def recipe_to_rewrite(producer: Producer, pk: str) -> Recipe | None:
    """A recipe of this producer's to start the next one from."""
    return get_object_or_404(producer.recipes, pk=_key(pk)) if pk else None


def plea_to_write_out(producer: Producer, pk: str) -> YieldPlea | None:
    """What this producer was granted, to be written now; None when none is named."""
    return get_object_or_404(producer.yield_pleas, pk=_key(pk)) if pk else None


def plea_to_decide(user: User, pk: int) -> YieldPlea:
    """A plea of a producer in this officer's area."""
    pleas = YieldPlea.objects.select_related("producer", "lot__pack__product", "material")
    overseen = Producer.objects.overseen_by(user)
    return get_object_or_404(pleas, pk=_in_reach(pk), producer__in=overseen)


def is_key(given: str) -> bool:
    """Whether it can be a key: digits, as many as a database can hold."""
    return given.isascii() and given.isdecimal() and len(given) <= LONGEST_KEY


def _key(given: str) -> int | None:
    """A key as an address gives it."""
    return int(given) if is_key(given) else None


def run_to_print(lot: Lot, pk: int) -> LabelRun:
    """A label run of this lot."""
    return get_object_or_404(lot.runs.select_related(*OF_A_LABEL), pk=_in_reach(pk))


def printing_to_fetch(run: LabelRun, pk: int) -> LabelPrint:
    """A printing of this run, with all that a label says."""
    printings = run.prints.select_related(*(f"run__{path}" for path in OF_A_LABEL))
    return get_object_or_404(printings, pk=_in_reach(pk))


def partner_document(producer: Producer, pk: int) -> PartnerDocument:
    """A document that a partner sent to this producer."""
    told = producer.partner_documents.select_related("job", "producer__commune")
    return get_object_or_404(told, pk=_in_reach(pk))


def paper_to_remove(producer: Producer, pk: int) -> LabelPaper:
    """A paper of this producer's own."""
    return get_object_or_404(producer.papers, pk=_in_reach(pk))


def paper_to_try(papers: dict[str, Sheet], key: str) -> Sheet:
    """One of the papers that a producer may choose."""
    if key not in papers:
        raise Http404
    return papers[key]


def _in_reach(pk: int) -> int | None:
    """A key as a database can hold it."""
    return pk if pk < 10**LONGEST_KEY else None


def code_to_draw(lot: Lot, serial: str) -> ItemCode:
    """An item code of this lot."""
    return get_object_or_404(lot.codes.select_related("lot__pack"), serial=serial)


def code_in_hand(serial: str) -> ItemCode:
    """An item code that was issued, whoever asks: it stands on the jar."""
    return get_object_or_404(ItemCode.objects.select_related("lot__pack__product"), serial=serial)


def lot_in_hand(trace_code: str) -> Lot:
    """A lot by the code on its labels."""
    return get_object_or_404(Lot.objects.select_related("pack__product"), trace_code=trace_code)


def report_to_see(user: User, pk: int) -> CodeReport:
    """A report about goods of a producer in this officer's area."""
    mine = CodeReport.objects.overseen_by(user).select_related("lot__pack__product__producer")
    return get_object_or_404(mine, pk=_in_reach(pk))


def capture_job(user: User, uuid: UUID) -> CaptureJob:
    """What became of a document this person sent."""
    return get_object_or_404(CaptureJob, by=user, uuid=uuid)


def named_query(user: User, name: str) -> NamedQuery:
    """A question of this person's own."""
    return get_object_or_404(NamedQuery, owner=user, name=name)


def subscription(user: User, name: str, uuid: UUID) -> Subscription:
    """A subscription to a question of this person's own."""
    own = Subscription.objects.filter(query__owner=user, query__name=name)
    return get_object_or_404(own.select_related("query"), uuid=uuid)


def link_of(product: Product, pk: int) -> ExternalLink:
    """A link from this product to a page elsewhere."""
    return get_object_or_404(product.external_links.select_related("product__producer"), pk=pk)


def leaves_to_attest(digest: str) -> list[LogLeaf]:
    """The events, papers, stars and recalls that are known by this SHA-256."""
    found = attestations.leaves_named(digest)
    if not found:
        raise Http404
    return found


def checkpoint_to_show() -> Checkpoint:
    """The latest that the log has signed."""
    found = log.latest_checkpoint()
    if found is None:
        raise Http404
    return found


def tile_to_show(path: str) -> Tile:
    """A tile that the latest checkpoint covers."""
    try:
        tile = read_path(path)
    except NotATile as failure:
        raise Http404 from failure
    if not is_in(tile, checkpoint_to_show().size):
        raise Http404
    return tile


def proof_to_show(position: int) -> Proof:
    """That the leaf at this position is in the latest checkpoint's tree."""
    leaf = get_object_or_404(LogLeaf, position=_in_reach(position))
    proof = log.Ground(checkpoint_to_show()).proof(leaf)
    if proof is None:
        raise Http404
    return proof
