"""Questions put to the events: who may see which, and which answer."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q

from catalog.models import Producer
from traceability.epcis import question as questions
from traceability.epcis.public import KINDS
from traceability.models import CaptureJob, Event, EventFact, NamedQuery

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from django.contrib.auth.models import AnonymousUser
    from django.db.models import QuerySet

    from accounts.models import User
    from traceability.epcis.question import Condition, Question

COLUMNS = {"event": "happened_at", "record": "recorded_at", "declaration": "declared_wrong_at"}


def producers_of(user: User | AnonymousUser) -> list[int]:
    """The producers whose events this person sees in full."""
    if not user.is_authenticated:
        return []
    return list(Producer.objects.run_by(user).order_by("pk").values_list("pk", flat=True))


def visible(mine: Collection[int]) -> QuerySet[Event]:
    """Own events, and those that scan pages of complete lots tell; with what showing them needs."""
    corrected = Event.objects.filter(corrects=OuterRef("pk"))
    is_open = Q(lot__completed_at__isnull=False) | Q(material_lot__told_at__isnull=False)
    told = is_open & Q(kind__in=KINDS) & ~Q(stage="") & ~Exists(corrected)
    events = Event.objects.filter(told | Q(producer__in=mine))
    return events.select_related("lot__pack", "material_lot", "place__producer").order_by("pk")


def answering(question: Question, *, mine: Collection[int]) -> QuerySet[Event]:
    """The visible events that a question asks for.

    What a stranger may not read does not count: no condition tells by its answer what is hidden.
    """
    events = visible(mine)
    for condition in question.conditions:
        events = events.filter(_met(condition, mine))
    return events


def newest() -> int:
    """The key of the newest event: pages of an answer stop there, whatever is written meanwhile."""
    return Event.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def ordered(
    events: QuerySet[Event], question: Question, *, after: tuple[str, int] | None
) -> QuerySet[Event]:
    """In the order asked for, recording order by default; `after` is (time, key) of the last one.

    Rows are compared with the last one rather than counted off, so that none is lost or doubled.
    """
    column = COLUMNS.get(question.order, "")
    backwards = bool(column) and question.descending
    sign, step = ("-", "lt") if backwards else ("", "gt")
    if after:
        time, key = after
        further = Q(**{f"pk__{step}": key})
        if column:
            further = Q(**{f"{column}__{step}": time}) | (Q(**{column: time}) & further)
        events = events.filter(further)
    return events.order_by(*([f"{sign}{column}"] if column else []), f"{sign}pk")


def time_of(event: Event, question: Question) -> str:
    """By which :func:`ordered` goes on after this event."""
    column = COLUMNS.get(question.order)
    return getattr(event, column).isoformat() if column else ""


def known_as(event_id: str, *, mine: Collection[int]) -> Event | None:
    """The event of this id or hash id: one's own first, and what stands before what denies it."""
    found = list(visible(mine).filter(_ids([event_id], mine))[:20])
    own_first = sorted(
        found, key=lambda e: (e.producer_id not in mine, e.declared_wrong_at is None)
    )
    return own_first[0] if own_first else None


def values(names: Sequence[str], *, mine: Collection[int], after: str, count: int) -> list[str]:
    """Values of these facts in visible events, in order, so many after that one."""
    facts = EventFact.objects.filter(name__in=names, value__gt=after).filter(_readable(mine))
    facts = facts.filter(event__in=visible(mine).order_by().values("pk"))
    found = facts.order_by("value").values_list("value", flat=True).distinct()
    return list(found[:count])


def is_named(names: Sequence[str], value: str, *, mine: Collection[int]) -> bool:
    """Whether a visible event names this value."""
    facts = EventFact.objects.filter(name__in=names, value=value).filter(_readable(mine))
    return facts.filter(event__in=visible(mine).order_by().values("pk")).exists()


def jobs_of(user: User, *, before: int | None) -> QuerySet[CaptureJob]:
    """What became of the documents this person sent, newest first."""
    jobs = CaptureJob.objects.filter(by=user).order_by("-pk")
    return jobs.filter(pk__lt=before) if before else jobs


def queries_of(user: User, *, after: str) -> QuerySet[NamedQuery]:
    """A person's named queries, by name."""
    return NamedQuery.objects.filter(owner=user, name__gt=after).order_by("name")


def _met(condition: Condition, mine: Collection[int]) -> Q:
    if isinstance(condition, questions.Kinds):
        return Q(kind__in=condition.kinds)
    if isinstance(condition, questions.Known):
        return _ids(condition.ids, mine)
    if isinstance(condition, questions.Declared):
        return Q(declared_wrong_at__isnull=False)
    if isinstance(condition, questions.At):
        return Q(**{f"{COLUMNS[condition.which]}__{condition.operator}": condition.bound})
    facts = EventFact.objects.filter(_fact(condition)).filter(_readable(mine))
    return Q(pk__in=facts.values("event"))


def _fact(condition: Condition) -> Q:
    if isinstance(condition, questions.Measured):
        return Q(name=condition.name, **{f"number__{condition.operator}": condition.bound})
    if isinstance(condition, questions.Present):
        return Q(name=condition.name)
    if isinstance(condition, questions.Among):
        below = (Q(value__startswith=start) for start in condition.below)
        return Q(name__in=condition.names) & reduce(or_, below, Q(value__in=condition.values))
    raise TypeError(condition)


def _readable(mine: Collection[int]) -> Q:
    return Q(is_public=True) | Q(event__producer__in=mine)


def _ids(ids: Sequence[str], mine: Collection[int]) -> Q:
    """Strangers know an event by its hash id only."""
    return Q(hash_id__in=ids) | Q(event_id__in=ids, producer__in=mine)
