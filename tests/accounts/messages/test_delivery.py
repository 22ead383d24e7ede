"""Messages carried: through the right channel, at the right hour, once."""

from __future__ import annotations

import logging
from datetime import time, timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, connection, transaction

from accounts.actions import hear_report
from accounts.delivery import LEASE, Answer, _begin, _end, deliver
from accounts.messages import registry
from accounts.messages.channels.contract import Verdict
from accounts.messages.channels.sandbox import Mood
from accounts.messages.kinds import TRAITS, Kind
from accounts.messages.quiet import QuietHours
from accounts.models import Attempt, Message
from tests.accounts.messages.stories import ZNS, arrived, carry, channels_are, told, tries
from tests.factories import MIDDAY, UserFactory

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
NIGHT = MIDDAY + timedelta(hours=9, minutes=30)  # 21:30 in Vietnam
MORNING = MIDDAY + timedelta(hours=19)  # 7:00 the day after


@pytest.fixture(autouse=True)
def _fresh_channels(settings):
    channels_are(settings, zns=ZNS, sms={})
    yield
    registry._made.cache_clear()


def test_zalo_goes_first_and_alone():
    message = carry(told(email="ba@vi-du.vn"))

    assert (message.state, message.sent_at) == ("sent", MIDDAY)
    assert tries(message) == [("zns", "taken")]
    assert (arrived("sms"), mail.outbox) == ([], [])


def test_an_sms_goes_where_zalo_does_not():
    message = carry(told(phone="+84912345404"))
    abroad = carry(told(Kind.PAID, key="k2"))

    assert tries(message) == [("zns", "refused"), ("sms", "refused")]
    assert message.state == "given_up"
    assert tries(abroad) == [("sms", "taken")]


def test_mail_goes_where_no_telephone_is_reached(settings):
    channels_are(settings, sms={"mood": Mood.REFUSING}, email={})

    message = carry(told(email="ba@vi-du.vn"))

    assert tries(message) == [("sms", "refused"), ("email", "taken")]
    assert mail.outbox[0].to == ["ba@vi-du.vn"]
    assert "/tin-nhan/" in mail.outbox[0].body


def test_who_wants_mail_first_gets_it_but_codes_go_to_the_telephone(settings):
    channels_are(settings, sms={}, email={})
    person = UserFactory(wants_mail_first=True)

    by_mail = carry(told(phone=person.phone, email="ba@vi-du.vn"))
    code = carry(told(Kind.CODE, key="k2", phone=person.phone, email="ba@vi-du.vn"))

    assert (tries(by_mail), tries(code)) == ([("email", "taken")], [("sms", "taken")])


def test_one_event_is_one_message():
    first, again = told(), told()

    carry(first)
    carry(again)

    assert first == again
    assert len(arrived("zns")) == 1


def test_a_channel_that_is_away_is_tried_again_later(settings):
    channels_are(settings, sms={"mood": Mood.AWAY})
    message = carry(told())
    carry(message, MIDDAY + timedelta(seconds=59))
    channels_are(settings, sms={})

    assert (message.state, message.due_at) == ("waiting", MIDDAY + MINUTE)
    assert tries(carry(message, message.due_at)) == [("sms", "away"), ("sms", "taken")]


def test_a_crowded_channel_is_left_alone_as_long_as_it_asks(settings):
    channels_are(settings, sms={"mood": Mood.CROWDED})

    assert carry(told(Kind.RECALL)).due_at == MIDDAY + 10 * MINUTE


def test_a_code_does_not_come_when_it_is_of_no_use(settings, caplog):
    channels_are(settings, sms={"mood": Mood.AWAY})
    message = carry(told(Kind.CODE))
    channels_are(settings, sms={})
    caplog.set_level(logging.DEBUG)

    assert carry(message, MIDDAY + 11 * MINUTE).state == "given_up"
    assert arrived("sms") == []
    assert [one.getMessage() for one in caplog.records if one.name == "accounts.delivery"] == [
        f"message {message.pk} (code) was given up"
    ]


def test_a_channel_that_breaks_its_promise_stops_nothing(settings):
    channels_are(settings, zns=ZNS | {"mood": Mood.SLOW, "wait": _trip}, sms={})

    assert tries(carry(told())) == [("zns", "unanswered"), ("sms", "taken")]


def _trip():
    raise RuntimeError


# Once, whoever dies when


def test_an_answer_that_never_came_is_asked_for_again_where_the_reference_is_known(settings):
    channels_are(settings, sms={"mood": Mood.VANISHING})
    message = carry(told())
    sms = registry.channel("sms")
    object.__setattr__(sms, "mood", Mood.WELL)

    carry(message, MIDDAY + MINUTE)

    assert tries(message) == [("sms", "unanswered"), ("sms", "taken")]
    assert len(sms.arrived) == 1


@pytest.mark.parametrize(
    ("name", "next_try"), [("sms", [("sms", "taken")]), ("zns", [("sms", "taken")])]
)
def test_a_worker_that_dies_between_sending_and_marking_repeats_nothing(settings, name, next_try):
    """Who knows a reference is asked again, and drops it; who does not is left alone."""
    channels_are(settings, **{"sms": {}, name: {"zns": ZNS, "sms": {}}[name]})
    message = told()
    begun = _begin(message.pk, MIDDAY)
    registry.channel(begun.channel).send(begun.letter)  # and then it died

    carry(message, MIDDAY + LEASE - MINUTE)
    assert tries(message) == [(name, "begun")]
    carry(message, MIDDAY + LEASE)

    assert tries(message) == [(name, "unanswered"), *next_try]
    assert len(arrived(name)) == 1
    assert message.state == "sent"


def test_two_tries_at_once_and_two_takings_by_one_channel_are_refused_by_the_table():
    message = told()
    told_ = {"message": message, "channel": "sms", "begun_at": MIDDAY}
    for outcome in ("begun", "taken"):
        Attempt.objects.create(outcome=outcome, **told_)
        with pytest.raises(IntegrityError), transaction.atomic():
            Attempt.objects.create(outcome=outcome, **told_)


@pytest.mark.django_db(transaction=True)
def test_no_channel_is_asked_inside_a_transaction(settings):
    seen = []
    wait = {"mood": Mood.SLOW, "wait": lambda: seen.append(connection.in_atomic_block)}
    channels_are(settings, sms=wait)

    with transaction.atomic():
        message = told()
        with pytest.raises(RuntimeError, match="durable"):
            deliver(message=message.pk, clock=lambda: MIDDAY)

    assert (seen, tries(message)) == ([False], [("sms", "unanswered")])


# Reports


def report(message, verdict, channel="zns"):
    attempt = message.attempts.get(channel=channel)
    hear_report(attempt=attempt, verdict=verdict, at=MIDDAY)
    message.refresh_from_db()
    return message


def test_a_report_that_it_never_came_opens_the_next_way_once():
    message = carry(told())

    assert report(message, Verdict.FAILED).state == "waiting"
    carry(message)
    report(message, Verdict.FAILED)

    assert message.state == "sent"
    assert tries(message) == [("zns", "refused"), ("sms", "taken")]


def test_the_first_word_of_a_report_stands_however_often_it_comes():
    message = carry(told())

    for verdict in (Verdict.DELIVERED, Verdict.DELIVERED, Verdict.FAILED, Verdict.IGNORED):
        report(message, verdict)

    assert (tries(message), message.state) == ([("zns", "delivered")], "sent")


def test_what_came_another_way_is_not_sent_again():
    message = carry(told())
    Attempt.objects.create(message=message, channel="sms", outcome="taken", begun_at=MIDDAY)

    assert report(message, Verdict.FAILED).state == "sent"
    assert tries(message) == [("zns", "refused"), ("sms", "taken")]


def test_a_report_that_is_quicker_than_the_answer_is_not_undone_by_it(settings):
    channels_are(settings, sms={})
    message = told()
    begun = _begin(message.pk, MIDDAY)
    report(message, Verdict.FAILED, "sms")

    _end(begun.attempt, Answer(outcome=Attempt.Outcome.TAKEN), MIDDAY)

    assert tries(carry(message)) == [("sms", "refused")]
    assert message.state == "given_up"


def test_an_answer_after_the_lease_is_still_believed(settings):
    """Its worker was taken for dead and another way was begun: there is no third."""
    channels_are(settings, zns=ZNS, sms={"mood": Mood.AWAY})
    message = told()
    begun = _begin(message.pk, MIDDAY)
    carry(message, MIDDAY + LEASE)
    assert tries(message) == [("zns", "unanswered"), ("sms", "away")]

    _end(begun.attempt, Answer(outcome=Attempt.Outcome.TAKEN), MIDDAY + LEASE)

    assert tries(carry(message, MIDDAY + 2 * LEASE)) == [("zns", "taken"), ("sms", "away")]
    assert message.state == "sent"


# Hours


def test_what_can_wait_does_not_wake_anybody(settings):
    settings.QUIET_HOURS = QuietHours(time(21), time(7))

    message = told(at=NIGHT)
    carry(message, NIGHT)

    assert (message.state, message.due_at, tries(message)) == ("waiting", MORNING, [])
    assert carry(message, MORNING).state == "sent"


def test_a_worker_that_is_late_looks_at_the_clock_again(settings):
    settings.QUIET_HOURS = QuietHours(time(21), time(7))
    message = told(at=NIGHT - timedelta(minutes=31))

    assert carry(message, NIGHT).due_at == MORNING


@pytest.mark.parametrize("kind", [kind for kind in Kind if TRAITS[kind].is_urgent])
def test_recalls_and_codes_go_at_night_too(settings, kind):
    settings.QUIET_HOURS = QuietHours(time(21), time(7))

    assert carry(told(kind, at=NIGHT), NIGHT).state == "sent"


def test_telling_is_done_once_it_is_committed(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True) as asked:
        told()
        told()

    assert len(asked) == 1
    assert Message.objects.get().state == "sent"
