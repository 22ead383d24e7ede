"""Readers report words: once each, for a reason of the list, and a moderator settles it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.models import Entry
from marketplace.voices.actions.asking import ask_question, forget_unconfirmed
from marketplace.voices.actions.flagging import flag, let_stand
from marketplace.voices.actions.moderating import NoLongerAReason
from marketplace.voices.models import Flag, Question
from marketplace.voices.queries import waiting
from tests.factories import MIDDAY, ProductFactory, UserFactory
from tests.marketplace.voices.stories import (
    LATER,
    PHONE,
    HidingReasonFactory,
    hidden,
    question,
    review,
)

pytestmark = pytest.mark.django_db


def flagged(voice, reader="a" * 32, **told):
    told = {"reason": HidingReasonFactory(), "note": "", "at": LATER, **told}
    return flag(voice=voice, reader=reader, **told)


def test_a_reader_counts_once_and_another_too():
    voice = review()

    assert [flagged(voice, reader) for reader in ("a", "a", "b")] == [True, False, True]
    assert Flag.objects.raised().count() == 2


def test_a_reason_that_has_ended_is_none():
    old = HidingReasonFactory(valid_until=LATER.date() - timedelta(days=1))

    with pytest.raises(NoLongerAReason):
        flagged(review(), reason=old)

    assert Flag.objects.count() == 0


def test_what_is_reported_comes_first_at_the_desk_until_it_is_settled():
    first, newest = review(), review(at=LATER + timedelta(days=1))
    operator = UserFactory(is_staff=True)
    flagged(first)
    assert list(waiting.reviews_to_moderate(operator)) == [first, newest]

    assert [let_stand(voice=first, by=operator, at=LATER) for _ in range(2)] == [1, 0]

    assert list(waiting.reviews_to_moderate(operator)) == [newest, first]
    assert Entry.objects.filter(verb="let stand").count() == 1


def test_hiding_settles_what_was_reported():
    voice = review()
    flagged(voice)

    hidden(voice)

    assert Flag.objects.raised().count() == 0


def test_a_reader_reports_on_a_page_and_only_what_everybody_reads(client):
    voice, waits = review(), question()
    reason = HidingReasonFactory()
    page = reverse("voices:flag", args=["danh-gia", voice.pk])

    assert client.post(page, {"reason": 0}).status_code == 422
    answers = [client.post(page, {"reason": reason.pk, "note": "Chửi"}) for _ in range(2)]

    assert [answer.url for answer in answers] == [voice.product.get_absolute_url()] * 2
    assert Flag.objects.get().note == "Chửi"
    unread = [("cau-hoi", waits.pk), ("khac", voice.pk), ("danh-gia", 10**30)]
    gone = [client.get(reverse("voices:flag", args=told)).status_code for told in unread]
    assert gone == [404] * 3


def test_who_reports_all_day_is_asked_to_come_back(client, monkeypatch):
    monkeypatch.setattr("marketplace.voices.views.flagging.TRIES", 1)
    reason, told = HidingReasonFactory(), []
    for voice in (review(), review()):
        page = reverse("voices:flag", args=["danh-gia", voice.pk])
        told.append(client.post(page, {"reason": reason.pk}).status_code)

    assert (told, Flag.objects.count()) == ([302, 429], 1)


def test_a_question_nobody_confirmed_reaches_nobody_and_is_forgotten():
    product = ProductFactory()
    told = {"product": product, "asker": None, "phone": PHONE, "text": "Cay không?"}
    asked, heard = ask_question(**told, at=MIDDAY), question(product, phone="+84987654321")

    assert list(Question.objects.waiting()) == [heard]
    assert list(waiting.questions_at(product.producer)) == [heard]
    assert list(waiting.questions_to_moderate(UserFactory(is_staff=True))) == [heard]
    assert forget_unconfirmed(before=MIDDAY) == 0
    assert forget_unconfirmed(before=LATER) == 1
    assert not Question.objects.filter(pk=asked.pk).exists()


def test_a_confirmed_number_of_an_account_is_heard_at_once():
    known, unknown = UserFactory(phone_verified_at=MIDDAY), UserFactory()
    asked = [
        ask_question(product=ProductFactory(), asker=u, phone=u.phone, text="Cay không?", at=MIDDAY)
        for u in (known, unknown)
    ]

    assert [one.is_confirmed for one in asked] == [True, False]
