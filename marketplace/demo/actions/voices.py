"""What the demo's people say and ask, and what stalls answer: by the market's own actions."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from marketplace.demo.actions.orders import key_of
from marketplace.demo.clock import days_before
from marketplace.demo.people import BUYERS
from marketplace.demo.queries import good_of, owner, pack
from marketplace.demo.voices import OPINIONS, QUESTIONS
from marketplace.orders.models import Line
from marketplace.voices.actions.answering import answer_question, answer_review
from marketplace.voices.actions.asking import ask_question, confirm
from marketplace.voices.actions.writing import write_review
from marketplace.voices.models import Question, Review
from marketplace.voices.queries.purchases import lots_received
from marketplace.voices.saying import Words

if TYPE_CHECKING:
    from datetime import datetime

    from marketplace.demo.cards import Asked, Opinion

ANSWERED = timedelta(hours=20)


def speak(*, at: datetime) -> int:
    """Reviews and questions that are not there yet; say how many."""
    return sum(_say(card) for card in OPINIONS) + sum(_ask(card, at) for card in QUESTIONS)


def _say(card: Opinion) -> bool:
    goods = pack(card.pack)
    lines = Line.objects.select_related("order__group__commune", "order__producer", "pack__product")
    line = lines.get(order__group__idempotency_key=key_of(card.purchase), pack=goods)
    if line.reviews.exists():
        return False
    said_at = line.order.group.placed_at + timedelta(days=card.days_after)
    shown_as = Review.Byline.GIVEN if card.by_name else Review.Byline.PLACE
    words = Words(card.score, card.text, shown_as)
    [lot] = lots_received(line)
    review = write_review(line=line, lot=lot, words=words, by=line.order.group.user, at=said_at)
    if card.answer:
        by = owner(good_of(card.pack)[0])
        answer_review(review=review, answer=card.answer, by=by, at=said_at + ANSWERED)
    return True


def _ask(card: Asked, at: datetime) -> bool:
    product = pack(card.pack).product
    if Question.objects.filter(product=product, text=card.text).exists():
        return False
    asked_at = days_before(at, card.days_ago, hour=20)
    phone = BUYERS[card.buyer].phone
    asked = ask_question(product=product, asker=None, phone=phone, text=card.text, at=asked_at)
    question = confirm(question=asked, at=asked_at)
    if card.answer:
        by = owner(good_of(card.pack)[0])
        answer_question(question=question, answer=card.answer, by=by, at=asked_at + ANSWERED)
    return True
