"""What is asked of a stall and of each of its goods, how far each answer is, and what to do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import Enum
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from accounts.language import language_in_use
from catalog.gate import reading
from catalog.gate.addresses import SPOKEN
from catalog.gate.rules import NOTHING, OF_GOODS, Goods, Held, Rule, asked_of_goods
from catalog.gate.rules import asked_of_sellers as of_sellers
from catalog.models import Product, SellerPaper, SellerRule

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from catalog.models import Producer

SOON = timedelta(days=30)
MOST_PRODUCTS = 50
State = SellerPaper.State


class Standing(Enum):
    """How far an answer is."""

    MET = "met"
    NOTHING = "nothing"
    ENDING = "ending"
    SPARED = "spared"
    WAITING = "waiting"
    REFUSED = "refused"
    ENDED = "ended"
    MISSING = "missing"

    @property
    def icon(self) -> str:
        return LOOKS.get(self, ("clock", "wait"))[0]

    @property
    def tone(self) -> str:
        return LOOKS.get(self, ("clock", "wait"))[1]


LOOKS = {
    Standing.MET: ("done", "good"),
    Standing.NOTHING: ("done", "good"),
    Standing.REFUSED: ("stopped", "bad"),
    Standing.ENDED: ("stopped", "bad"),
    Standing.MISSING: ("upload", "bad"),
}
NEWEST = {
    State.WAITING: Standing.WAITING,
    State.REFUSED: Standing.REFUSED,
    State.TAKEN_BACK: Standing.REFUSED,
}
OPENING = {Standing.MET, Standing.NOTHING, Standing.ENDING, Standing.SPARED}


@dataclass(frozen=True, slots=True)
class Answer:
    """One thing asked, of the seller or of one product, and the newest paper about it."""

    rule: SellerRule
    standing: Standing
    paper: SellerPaper | None = None
    product: Product | None = None

    @property
    def is_met(self) -> bool:
        return self.standing in OPENING

    @property
    def asks(self) -> bool:
        """Whether somebody may hand in a paper now: nothing yet, or another."""
        return self.standing not in {Standing.MET, Standing.NOTHING}

    @property
    def place(self) -> str:
        """What the paper is called in addresses; of nothing asked it is the whole page's."""
        return SPOKEN.get(self.rule.fact, "khong")

    @property
    def shown_number(self) -> str:
        """Of who somebody is, four digits are enough to know it again."""
        if self.paper is None:
            return ""
        return self.paper.number[-4:] if self.paper.is_of_a_person else self.paper.number

    @property
    def words(self) -> str:
        return self.rule.words_en if language_in_use() == "en" else self.rule.words

    @property
    def label(self) -> str:
        return {
            Standing.MET: _("đã duyệt"),
            Standing.NOTHING: _("không cần nộp"),
            Standing.ENDING: _("sắp hết hạn"),
            Standing.SPARED: _("nộp trước hạn"),
            Standing.WAITING: _("đang chờ cán bộ xem"),
            Standing.REFUSED: _("cần nộp lại"),
            Standing.ENDED: _("đã hết hạn"),
            Standing.MISSING: _("chưa nộp"),
        }[self.standing]

    @property
    def said(self) -> str:
        """What is missing, in one sentence."""
        return f"{self.rule.get_fact_display().capitalize()}: {self.label}."


@dataclass(frozen=True, slots=True)
class Board:
    """Everything of a stall: what is asked of it, and of its goods one by one.

    ``is_unruled``: no rule speaks of such a seller, so nothing may be sold. ``done`` counts goods
    that lack nothing, ``left_out`` those for which there is no room on the page.
    """

    seller: list[Answer]
    goods: list[tuple[Product, list[Answer]]]
    is_unruled: bool
    done: int
    left_out: int

    @property
    def to_do(self) -> int:
        return sum(not a.is_met for a in self.seller) + len(self.goods) + self.left_out


def of_product(product: Product, *, on: date) -> list[Answer]:
    """All that is asked before this product may be sold. Two queries."""
    known = _Known(product.producer, on=on)
    goods = reading.goods_of(product)
    rules = [*known.asked_of_seller(), *known.asked_of(goods)]
    return [known.answer(rule, goods, product) for rule in rules]


def board(producer: Producer, *, on: date) -> Board:
    """A stall's whole checklist. Three queries, however many goods there are."""
    known = _Known(producer, on=on)
    products = list(producer.products.select_related("criteria_set").order_by("name", "pk"))
    for product in products:
        product.producer = producer
    seller = known.asked_of_seller()
    first = [known.answer(rule, known.seller, None) for rule in seller]
    own: list[tuple[Product, list[Answer]]] = []
    shared: dict[str, Answer] = {}
    for product in products:
        goods = reading.goods_of(product)
        answers = [known.answer(rule, goods, product) for rule in known.asked_of(goods)]
        for answer in answers:
            if answer.product is None and answer.standing is not Standing.NOTHING:
                other = shared.get(answer.rule.fact)
                if other is None or other.is_met:
                    shared[answer.rule.fact] = answer
        own.append((product, [answer for answer in answers if answer.product]))
    open_ = [(product, told) for product, told in own if not all(a.is_met for a in told)]
    return Board(
        seller=[*first, *shared.values()],
        goods=open_[:MOST_PRODUCTS],
        is_unruled=not seller,
        done=len(own) - len(open_),
        left_out=len(open_[MOST_PRODUCTS:]),
    )


def asked(producer: Producer, fact: str, product: Product | None, *, on: date) -> SellerRule | None:
    """The rule by which such a paper is asked of this stall, or of this product of its."""
    known = _Known(producer, on=on)
    if product is not None:
        rules = known.asked_of(reading.goods_of(product)) if fact in OF_GOODS else []
    else:
        kinds = set(producer.products.values_list("criteria_set", flat=True))
        rules = [*known.asked_of_seller(), *known.asked_of_any(kinds)] if _is_own(fact) else []
    return next((known.rows[rule.key] for rule in rules if rule.fact == fact), None)


def _is_own(fact: str) -> bool:
    return fact not in OF_GOODS and fact != NOTHING


class _Known:
    """The rules in force and a producer's papers, read once."""

    def __init__(self, producer: Producer, *, on: date) -> None:
        self.on, self.producer = on, producer
        self.rows = {row.pk: row for row in SellerRule.objects.not_ended(on=on)}
        self.rules = [reading.as_rule(row) for row in self.rows.values()]
        papers = SellerPaper.objects.filter(producer=producer).exclude(state=State.REPLACED)
        self.papers = list(papers.order_by("submitted_at", "pk"))
        since = reading.seller_since(producer)
        self.seller = Goods(
            key=0, criteria_set=0, seller_kind=producer.kind, seller_since=since, sold_since=since
        )

    def asked_of_seller(self) -> list[Rule]:
        return of_sellers(self.rules, kind=self.producer.kind, day=self.on)

    def asked_of(self, goods: Goods) -> list[Rule]:
        return asked_of_goods(
            self.rules, kind=goods.seller_kind, criteria_set=goods.criteria_set, day=self.on
        )

    def asked_of_any(self, kinds: Iterable[int]) -> Iterator[Rule]:
        for number in kinds:
            yield from asked_of_goods(
                self.rules, kind=self.producer.kind, criteria_set=number, day=self.on
            )

    def answer(self, rule: Rule, goods: Goods, product: Product | None) -> Answer:
        whose = product if rule.fact in OF_GOODS else None
        about = whose.pk if whose else None
        mine = [p for p in self.papers if p.fact == rule.fact and p.product_id == about]
        approved = [p for p in mine if p.state == State.APPROVED]
        standing = self._standing(rule, goods, mine, approved)
        holding = [p for p in approved if Held(p.fact, about, p.valid_until).holds(self.on)]
        shown = holding if standing in {Standing.MET, Standing.ENDING} else mine
        return Answer(self.rows[rule.key], standing, shown[-1] if shown else None, whose)

    def _standing(
        self, rule: Rule, goods: Goods, mine: list[SellerPaper], approved: list[SellerPaper]
    ) -> Standing:
        if rule.fact == NOTHING:
            return Standing.NOTHING
        held = [Held(p.fact, p.product_id, p.valid_until) for p in approved]
        if any(one.holds(self.on) for one in held):
            lasts = any(one.holds(self.on + SOON) for one in held)
            return Standing.MET if lasts else Standing.ENDING
        newest = State(mine[-1].state) if mine else None
        if newest in NEWEST:
            return NEWEST[newest]
        if rule.spares(goods.since(rule), self.on):
            return Standing.SPARED
        return Standing.ENDED if held else Standing.MISSING
