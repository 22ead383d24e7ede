"""What is done next with a message, from what was tried."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from accounts.messages.plans import WAITS, Done, GiveUp, Tried, Try, Wait, Way, next_step
from tests.factories import MIDDAY

ZNS = Way(channel="zns", knows_again=False)
SMS = Way(channel="sms", knows_again=True)
MINUTE = timedelta(minutes=1)


def step(ways, *tried, urgent=False, at=MIDDAY):
    told = [Tried(channel=channel, outcome=outcome, at=when) for channel, outcome, when in tried]
    return next_step(ways, told, is_urgent=urgent, at=at)


def test_the_channel_wished_for_first_is_asked_first():
    assert step([ZNS, SMS]) == Try("zns")


def test_a_refusal_leads_to_the_next_at_once_and_in_the_end_to_nobody():
    assert step([ZNS, SMS], ("zns", "refused", MIDDAY)) == Try("sms")
    assert step([ZNS], ("zns", "refused", MIDDAY)) == GiveUp()
    assert step([]) == GiveUp()


def test_what_is_carried_is_done():
    assert step([ZNS, SMS], ("zns", "refused", MIDDAY), ("sms", "taken", MIDDAY)) == Done()


def test_a_channel_that_is_away_is_asked_again_a_minute_later_then_the_next():
    away = ("zns", "away", MIDDAY)

    assert step([ZNS, SMS], away) == Wait(MIDDAY + MINUTE)
    assert step([ZNS, SMS], away, at=MIDDAY + MINUTE) == Try("zns")
    assert step([ZNS, SMS], away, away) == Try("sms")


def test_what_presses_does_not_wait_for_a_channel_that_is_away():
    assert step([ZNS, SMS], ("zns", "away", MIDDAY), urgent=True) == Try("sms")


def test_what_may_have_arrived_is_repeated_only_to_who_knows_it_again():
    assert step([ZNS, SMS], ("zns", "unanswered", MIDDAY)) == Try("sms")
    assert step([ZNS], ("zns", "unanswered", MIDDAY)) == GiveUp()
    assert step([SMS], ("sms", "unanswered", MIDDAY), at=MIDDAY + MINUTE) == Try("sms")


def test_a_channel_that_says_when_is_not_asked_before():
    busy = Tried(channel="sms", outcome="busy", at=MIDDAY, again_at=MIDDAY + 10 * MINUTE)

    assert next_step([SMS], [busy], is_urgent=True, at=MIDDAY + 2 * MINUTE) == Wait(
        MIDDAY + 10 * MINUTE
    )


OUTCOMES = st.lists(
    st.sampled_from(["away", "busy", "unanswered", "refused", "taken"]), min_size=40, max_size=40
)


@given(OUTCOMES, st.booleans())
def test_whatever_channels_do_it_ends_and_nothing_unclear_is_repeated(outcomes, urgent):
    tried, at = [], MIDDAY
    for outcome in outcomes:
        found = next_step([ZNS, SMS], tried, is_urgent=urgent, at=at)
        if isinstance(found, Wait):
            assert found.until > at
            at = found.until
            found = next_step([ZNS, SMS], tried, is_urgent=urgent, at=at)
        if not isinstance(found, Try):
            break
        tried.append(Tried(channel=found.channel, outcome=outcome, at=at))

    assert isinstance(found, Done | GiveUp)
    assert len(tried) <= 2 * len(WAITS)
    by_zns = [one.outcome for one in tried if one.channel == "zns"]
    assert all(outcome in {"away", "busy"} for outcome in by_zns[:-1])
    assert [one.outcome for one in tried].count("taken") <= 1
