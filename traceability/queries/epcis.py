"""Questions put to the events: who may see which, and which answer."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.db.models import Exists, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce, Collate

from catalog.models import Producer
from traceability.epcis import conditions
from traceability.epcis.facts import LARGEST
from traceability.epcis.public import KINDS
from traceability.models import CaptureJob, Event, EventFact, NamedQuery

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from django.contrib.auth.models import AnonymousUser
    from django.db.models import QuerySet

    from accounts.models import User
    from traceability.epcis.conditions import Condition
    from traceability.epcis.question import Question

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
    return _ranked(events, question.order_fact, mine) if question.order_fact else events


def _ranked(
    events: QuerySet[Event], names: Sequence[str], mine: Collection[int]
) -> QuerySet[Event]:
    """With a further field to put them in order by: as a number, then as text byte by byte."""
    of_it = EventFact.objects.filter(event=OuterRef("pk"), name__in=names).filter(_readable(mine))
    number = Subquery(of_it.order_by("-number").exclude(number=None).values("number")[:1])
    text = Subquery(of_it.order_by("-value").values("value")[:1])
    by_bytes = {"postgresql": "C"}.get(connection.vendor, "BINARY")
    return events.annotate(
        rank=Coalesce(number, Value(-LARGEST, output_field=EventFact._meta.get_field("number"))),
        rank_text=Collate(Coalesce(text, Value("")), by_bytes),
    )


def newest() -> int:
    """The key of the newest event: pages of an answer stop there, whatever is written meanwhile."""
    return Event.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def ordered(
    events: QuerySet[Event], question: Question, *, after: Sequence[Any] | None
) -> QuerySet[Event]:
    """In the order asked for, recording order by default; `after` is :func:`place_of` the last one.

    Rows are compared with the last one rather than counted off, so that none is lost or doubled.
    """
    columns = _order(question)
    backwards = len(columns) > 1 and question.descending
    sign, step = ("-", "lt") if backwards else ("", "gt")
    if after:
        events = events.filter(_beyond(columns, after, step))
    return events.order_by(*(f"{sign}{column}" for column in columns))


def place_of(event: Event, question: Question) -> list[Any]:
    """Where :func:`ordered` goes on after this event."""
    held = [getattr(event, column) for column in _order(question)]
    return [one if isinstance(one, int | str) else str(one) for one in held]


def _order(question: Question) -> tuple[str, ...]:
    if question.order_fact:
        return ("rank", "rank_text", "pk")
    return (COLUMNS[question.order], "pk") if question.order else ("pk",)


def _beyond(columns: Sequence[str], place: Sequence[Any], step: str) -> Q:
    """Rows that come after a place: later in one column, and the same in those before it."""
    further, same = Q(), Q()
    for column, value in zip(columns, place, strict=True):
        further |= same & Q(**{f"{column}__{step}": value})
        same &= Q(**{column: value})
    return further


def known_as(event_id: str, *, mine: Collection[int]) -> list[Event]:
    """The event of this id or hash id, and what declares it wrong; one's own before others'."""
    found = list(visible(mine).filter(_ids([event_id], mine))[:20])
    found.sort(key=lambda event: event.producer_id not in mine)
    return [event for event in found if event.producer_id == found[0].producer_id]


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
    if isinstance(condition, conditions.Kinds):
        return Q(kind__in=condition.kinds)
    if isinstance(condition, conditions.Known):
        return _ids(condition.ids, mine)
    if isinstance(condition, conditions.Declared):
        return Q(declared_wrong_at__isnull=False)
    if isinstance(condition, conditions.At):
        return Q(**{f"{COLUMNS[condition.which]}__{condition.operator}": condition.bound})
    if isinstance(condition, conditions.Never):
        return Q(pk__in=())
    facts = EventFact.objects.filter(_fact(condition)).filter(_readable(mine))
    return Q(pk__in=facts.values("event"))


def _fact(condition: Condition) -> Q:
    if isinstance(condition, conditions.Measured):
        compared = f"number__{condition.operator}"
        return reduce(or_, (Q(name=name, **{compared: to}) for name, to in condition.bounds))
    if isinstance(condition, conditions.Present):
        return Q(name__in=condition.names)
    if isinstance(condition, conditions.Among):
        ways = [Q(value__in=condition.values), Q(number__in=condition.numbers)]
        ways += [Q(value__startswith=start) for start in condition.below]
        ways += [Q(value__regex=expression) for expression in condition.like]
        return Q(name__in=condition.names) & reduce(or_, ways)
    raise TypeError(condition)


def _readable(mine: Collection[int]) -> Q:
    return Q(is_public=True) | Q(event__producer__in=mine)


def _ids(ids: Sequence[str], mine: Collection[int]) -> Q:
    """Strangers know an event by its hash id only."""
    return Q(hash_id__in=ids) | Q(event_id__in=ids, producer__in=mine)
