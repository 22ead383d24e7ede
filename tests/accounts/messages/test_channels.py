"""What every channel must keep; add its double to the list and it is held to the same promises."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend

from accounts.messages.channels.contract import (
    Busy,
    Letter,
    Refused,
    Unanswered,
    Unavailable,
    Unreadable,
    Verdict,
)
from accounts.messages.channels.mail import Mail
from accounts.messages.channels.sandbox import Mood, Sms, Zns

LETTER = Letter(
    reference="r1",
    kind="shipped",
    language="vi",
    phone="+84912345678",
    email="ba@vi-du.vn",
    subject="Hàng đang\nđi đường",
    body="Kiện KMPX7Q3A-1 đã gửi đi.",
    short="Kiện KMPX7Q3A-1 đã gửi đi.",
    words={"code": "KMPX7Q3A-1"},
)


class OfSms:
    """A gateway for SMS."""

    unreachable = replace(LETTER, phone="")

    def channel(self, mood=Mood.WELL):
        return Sms(mood=mood, wait=lambda: None)

    def arrived(self, channel):
        return len(channel.arrived)


class OfZns(OfSms):
    """Zalo's templates."""

    def channel(self, mood=Mood.WELL):
        return Zns(mood=mood, wait=lambda: None, templates=("shipped:vi",))


class OfMail:
    """Django's mail, its back end well or ill."""

    unreachable = replace(LETTER, email="")

    def channel(self, mood=Mood.WELL):
        name = {
            Mood.WELL: "django.core.mail.backends.locmem.EmailBackend",
            Mood.AWAY: f"{__name__}.Closed",
            Mood.REFUSING: f"{__name__}.Unknowing",
            Mood.SLOW: f"{__name__}.Breaking",
            Mood.VANISHING: f"{__name__}.BreakingLate",
        }[mood]
        return Mail(sender="Chợ Gốc <cho@vi-du.vn>", site="vi-du.vn", backend=name)

    def arrived(self, _channel):
        return len(mail.outbox)


class Closed(BaseEmailBackend):
    """Nobody answers at the door."""

    def open(self):
        raise ConnectionRefusedError


class Unknowing(BaseEmailBackend):
    """Knows no such reader."""

    def send_messages(self, letters):
        raise SMTPRecipientsRefused({letters[0].to[0]: (550, b"unknown")})


class Breaking(BaseEmailBackend):
    """Breaks off while it listens."""

    def send_messages(self, _letters):
        raise SMTPServerDisconnected


class BreakingLate(BaseEmailBackend):
    """Takes it and breaks off before it says so."""

    def send_messages(self, letters):
        mail.outbox.extend(letters)
        raise TimeoutError

    def close(self):
        raise SMTPServerDisconnected


@pytest.fixture(params=[OfSms, OfZns, OfMail])
def sort(request):
    return request.param()


def test_what_it_can_carry_it_takes_and_gives_a_number_for(sort):
    channel = sort.channel()

    assert channel.can_carry(LETTER)
    receipt = channel.send(LETTER)

    assert 0 < len(receipt.external_id) <= 100
    assert sort.arrived(channel) == 1


def test_without_an_address_it_is_not_even_asked(sort):
    assert not sort.channel().can_carry(sort.unreachable)


@pytest.mark.parametrize(
    ("mood", "failure", "arrived"),
    [
        (Mood.AWAY, Unavailable, 0),
        (Mood.REFUSING, Refused, 0),
        (Mood.SLOW, Unanswered, 0),
        (Mood.VANISHING, Unanswered, 1),
    ],
)
def test_whatever_goes_wrong_is_said_in_the_words_of_the_contract(sort, mood, failure, arrived):
    channel = sort.channel(mood)

    with pytest.raises(failure):
        channel.send(LETTER)

    assert sort.arrived(channel) == arrived


def test_who_says_it_knows_a_reference_again_carries_it_once(sort):
    """The negative control: a channel that says it does not, carries it twice."""
    channel = sort.channel()

    channel.send(LETTER)
    channel.send(LETTER)
    channel.send(replace(LETTER, reference="r2"))

    assert sort.arrived(channel) == (2 if channel.knows_again else 3)


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b"\xff", b'{"status": 1}', b"[" * 9_000])
def test_what_is_no_report_is_unreadable(sort, body):
    with pytest.raises(Unreadable):
        sort.channel().read(body=body)


@pytest.mark.parametrize("sort", [OfSms(), OfZns()], ids=["sms", "zns"])
def test_a_report_is_understood_or_none_of_our_business(sort):
    heard = [
        sort.channel().read(body=b'{"status": "%s"}' % word)
        for word in (b"delivered", b"failed", b"seen")
    ]

    assert heard == [Verdict.DELIVERED, Verdict.FAILED, Verdict.IGNORED]


def test_a_crowded_gateway_says_when_to_come_back():
    with pytest.raises(Busy) as refusal:
        OfSms().channel(Mood.CROWDED).send(LETTER)

    assert refusal.value.again_in == timedelta(minutes=10)


def test_sms_carries_two_segments_and_no_more():
    assert Sms().can_carry(replace(LETTER, short="ạ" * 134))
    assert not Sms().can_carry(replace(LETTER, short="ạ" * 135))


def test_zns_needs_an_approved_template_of_the_language_and_a_number_of_this_country():
    zalo = OfZns().channel()

    assert not zalo.can_carry(replace(LETTER, language="en"))
    assert not zalo.can_carry(replace(LETTER, kind="paid"))
    assert not zalo.can_carry(replace(LETTER, words={}))
    assert not zalo.can_carry(replace(LETTER, phone="+33612345678"))
    with pytest.raises(Refused):
        zalo.send(replace(LETTER, phone="+84912345404"))


def test_a_letter_by_mail_may_be_left_with_one_click_and_is_known_by_its_id():
    OfMail().channel().send(replace(LETTER, leave_url="https://vi-du.vn/tin-nhan/1.x/"))

    (letter,) = mail.outbox
    assert letter.subject == "Hàng đang đi đường"
    assert (letter.from_email, letter.to) == ("Chợ Gốc <cho@vi-du.vn>", ["ba@vi-du.vn"])
    assert letter.extra_headers == {
        "Message-ID": "<r1@vi-du.vn>",
        "Auto-Submitted": "auto-generated",
        "Content-Language": "vi",
        "List-Unsubscribe": "<https://vi-du.vn/tin-nhan/1.x/>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def test_what_is_essential_cannot_be_left_by_mail():
    OfMail().channel().send(LETTER)

    assert "List-Unsubscribe" not in mail.outbox[0].extra_headers
