"""Answers, hidings and questions: who is told what, and what readers see."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from accounts.models import Entry, Message
from marketplace import freshness
from marketplace.voices.actions import answering, asking, moderating
from marketplace.voices.actions.contacts import show_contact
from marketplace.voices.models import Contact, Hiding, Question, Review
from tests.factories import MIDDAY, ProducerFactory, UserFactory
from tests.marketplace.voices.stories import (
    LATER,
    PHONE,
    HidingReasonFactory,
    hidden,
    question,
    review,
)
from traceability.models import LotRating

pytestmark = pytest.mark.django_db


def told():
    return list(Message.objects.order_by("pk").values_list("phone", "key"))


def test_a_producer_answers_once_and_may_say_it_better():
    said, by = review(), UserFactory()

    for answer in ("Cảm ơn bạn.", "Cảm ơn bạn nhiều.", "Cảm ơn bạn nhiều."):
        answering.answer_review(review=said, answer=answer, by=by, at=LATER)

    said.refresh_from_db()
    assert (said.answer, said.answered_by) == ("Cảm ơn bạn nhiều.", by)
    assert told() == [(PHONE, f"review-answered:{said.pk}")]
    verbs = Entry.objects.exclude(verb="reviewed").values_list("verb", flat=True)
    assert sorted(verbs) == ["answered", "changed an answer"]


def test_an_answered_question_is_public_and_its_number_forgotten():
    asked = question()
    assert list(Question.objects.public()) == []

    for answer in ("80 độ.", "Chừng 80 độ."):
        answering.answer_question(question=asked, answer=answer, by=UserFactory(), at=LATER)

    asked.refresh_from_db()
    assert list(Question.objects.public()) == [asked]
    assert (asked.answer, asked.phone) == ("Chừng 80 độ.", "")
    assert told() == [(PHONE, f"question-answered:{asked.pk}")]


def test_no_number_is_kept_beside_an_answer():
    asked = question()
    with pytest.raises(IntegrityError), transaction.atomic():
        Question.objects.filter(pk=asked.pk).update(answer="x", answered_at=MIDDAY)


def test_three_questions_of_one_phone_wait_at_most_and_the_same_is_asked_once():
    first = question(text="Một?")
    assert question(first.product, text="Một?") == first
    for text in ("Hai?", "Ba?"):
        question(first.product, text=text)
    with pytest.raises(asking.EnoughAsked):
        question(first.product, text="Bốn?")
    assert question(first.product, phone="+84987000111", text="Bốn?").pk
    assert question(text="Bốn?").product != first.product


def test_a_hidden_review_is_no_longer_counted_and_its_writer_is_told_why():
    said = review()

    hiding = hidden(said, note="Bỏ câu đầu đi nhé.")

    assert list(Review.objects.public()) == []
    assert LotRating.objects.count() == 0
    assert told() == [(PHONE, f"review-hidden:{hiding.pk}")]
    body = Message.objects.get().body
    assert "Chửi bới, xúc phạm người khác" in body
    assert f"/don-hang/{said.line.order.group.code}/danh-gia/{said.line_id}/?k=" in body


def test_hiding_twice_hides_once():
    said = review()
    assert hidden(said) == hidden(said)
    with pytest.raises(IntegrityError), transaction.atomic():
        Hiding.objects.create(
            review=said, reason=HidingReasonFactory(), hidden_at=LATER, hidden_by=UserFactory()
        )


@pytest.mark.parametrize(
    "dates",
    [{"valid_from": date(2026, 12, 1)}, {"valid_until": LATER.date()}],
)
def test_a_reason_that_is_not_of_today_hides_nothing(dates):
    with pytest.raises(moderating.NoLongerAReason):
        hidden(review(), reason=HidingReasonFactory(**dates))
    assert Review.objects.public().count() == 1


def test_its_writer_objects_once_and_a_moderator_shows_it_again():
    said = review(score=2)
    hiding = hidden(said)
    moderating.object_to(hiding=hiding, appeal="Tôi chỉ nói thật.", at=LATER)
    with pytest.raises(moderating.NothingToSay):
        moderating.object_to(hiding=hiding, appeal="Nữa.", at=LATER)
    assert list(Hiding.objects.appealed()) == [hiding]

    for _ in range(2):
        moderating.settle(
            hiding=hiding, is_lifted=True, word="Bạn đúng.", by=UserFactory(), at=LATER
        )

    assert list(Hiding.objects.standing()) == []
    assert list(Review.objects.public()) == [said]
    assert LotRating.objects.get().total == 2
    assert told()[1:] == [(PHONE, f"review-settled:{hiding.pk}:lifted")]
    assert hidden(said) != hiding


def test_what_is_upheld_stays_hidden_and_waits_for_nobody():
    said = review()
    hiding = hidden(said)
    moderating.object_to(hiding=hiding, appeal="Không.", at=LATER)

    moderating.settle(hiding=hiding, is_lifted=False, word="Vẫn ẩn.", by=UserFactory(), at=LATER)

    assert list(Hiding.objects.appealed()) == []
    assert list(Review.objects.public()) == []


def test_a_question_is_hidden_alike():
    asked = question()
    answering.answer_question(question=asked, answer="Có.", by=UserFactory(), at=LATER)
    hiding = hidden(asked)
    assert list(Question.objects.public()) == []
    assert Hiding.objects.get().question == asked
    moderating.settle(hiding=hiding, is_lifted=True, word="Được.", by=UserFactory(), at=LATER)
    assert list(Question.objects.public()) == [asked]


def test_a_reason_speaks_the_language_of_the_page():
    reason = HidingReasonFactory.build()
    with translation.override("en"):
        assert str(reason) == "Insults somebody"
    with translation.override("vi"):
        assert str(reason) == "Chửi bới, xúc phạm người khác"


def test_whatever_changes_kept_pages_are_forgotten(django_capture_on_commit_callbacks):
    said = review()
    changes = [
        lambda: answering.answer_review(review=said, answer="Vâng.", by=UserFactory(), at=LATER),
        lambda: hidden(said),
        lambda: review(at=LATER + timedelta(days=1)),
    ]
    for change in changes:
        with django_capture_on_commit_callbacks() as after:
            change()
        assert freshness.forget_pages in after


def test_a_producer_shows_a_number_for_calls_or_for_zalo_or_none():
    producer, by = ProducerFactory(), UserFactory()
    told = {"producer": producer, "by": by, "at": MIDDAY}

    show_contact(phone=PHONE, takes_calls=False, is_on_zalo=True, **told)
    assert Contact.objects.get().zalo == "https://zalo.me/0912345678"

    show_contact(phone=PHONE, takes_calls=True, is_on_zalo=False, **told)
    assert (Contact.objects.get().zalo, Contact.objects.get().national) == ("", "0912 345 678")

    show_contact(phone="", takes_calls=True, is_on_zalo=True, **told)
    assert Contact.objects.count() == 0
