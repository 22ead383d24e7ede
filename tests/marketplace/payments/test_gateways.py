"""What every gateway and watcher must keep when it tells us something.

Add its sender to the list in ``senders`` and it is held to the same promises.
"""

import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest

from marketplace.payments import memo
from marketplace.payments.gateways.contract import Forged, Heard, Kind, Unreadable
from tests.marketplace.payments.senders import OLD_SECRET, SECRET, SENDERS

NOW = datetime.now(tz=UTC).replace(microsecond=0)
REFERENCE = "CG7K2M9QXA0"
WHO_SIGN_A_TIME = [name for name, sender in SENDERS.items() if sender.signs_time]
WHO_SAY_A_TIME = [name for name in SENDERS if name != "viettel"]
WHO_WATCH = ["sepay", "casso", "payos"]


@pytest.fixture(params=list(SENDERS))
def sender(request):
    return SENDERS[request.param]()


def only(*names):
    return pytest.mark.parametrize("sender", names, indirect=True)


def paid(sender, **changes):
    return sender.paid(**({"reference": REFERENCE, "amount": 185_000, "at": NOW} | changes))


def heard(sender, told, *, at=NOW, signed_at=NOW, **said):
    """What the speaker makes of a notice, or of raw bytes, once properly signed."""
    body, headers = sender.post(told, at=signed_at, **said)
    return sender.speaker.read(body=body, headers=headers, at=at)


def is_forged(sender, told=None, **said):
    try:
        heard(sender, told or paid(sender), **said)
    except Forged:
        return True
    return False


def is_turned_away(sender, told):
    try:
        heard(sender, told)
    except (Forged, Unreadable):
        return True
    return False


# A notice that is what it says -------------------------------------------------------------------
def test_the_reference_in_these_tests_is_one_we_could_have_given():
    assert memo.is_sound(REFERENCE)


def test_its_own_notice_is_believed(sender):
    notice = heard(sender, paid(sender))

    assert notice.kind is Kind.PAID
    assert (notice.reference, notice.amount, notice.currency) == (REFERENCE, 185_000, "VND")
    assert notice.paid_at == NOW
    assert notice.pays(185_000)
    assert not notice.pays(185_001)


def test_hearing_a_notice_twice_is_hearing_the_same_news(sender):
    told = paid(sender)

    assert heard(sender, told) == heard(sender, told, signed_at=NOW + timedelta(seconds=60))


def test_two_payments_of_one_reference_are_two_pieces_of_news(sender):
    first, second = heard(sender, paid(sender)), heard(sender, paid(sender))

    assert first.external_id != second.external_id
    assert first.reference == second.reference


@only("sandbox", "sepay", "casso", "stripe")
def test_headers_are_found_in_any_case(sender):
    body, headers = sender.post(paid(sender), at=NOW)
    lower = {name.lower(): value for name, value in headers.items()}

    assert sender.speaker.read(body=body, headers=lower, at=NOW).reference == REFERENCE


def test_an_event_it_does_not_know_is_ignored(sender):
    notice = heard(sender, sender.strange(at=NOW))

    assert notice.kind is Kind.IGNORED
    assert not notice.pays(notice.amount)


@only("sandbox", "stripe")
@pytest.mark.parametrize("has_arrived", [True, False])
def test_what_became_of_a_refund_is_told_by_its_key(sender, has_arrived):
    told = {"key": f"{REFERENCE}-7", "amount": 85_000, "at": NOW, "has_arrived": has_arrived}
    notice = heard(sender, sender.refunded(**told))

    assert notice.kind is (Kind.REFUNDED if has_arrived else Kind.REFUND_FAILED)
    assert (notice.refund_key, notice.amount, notice.currency) == (f"{REFERENCE}-7", 85_000, "VND")
    assert not notice.pays(85_000)


@only("sandbox", "stripe")
def test_another_currency_never_passes_for_dong(sender):
    notice = heard(sender, paid(sender, currency="USD"))

    assert (notice.amount, notice.currency) == (185_000, "USD")
    assert not notice.pays(185_000)


# Keys --------------------------------------------------------------------------------------------
@only(*(name for name in SENDERS if name != "sandbox"))
def test_two_secrets_are_valid_while_one_replaces_the_other(sender):
    assert heard(sender, paid(sender), secret=OLD_SECRET).pays(185_000)

    with pytest.raises(Forged):
        heard(sender, paid(sender), secret="a-third-that-nobody-agreed-upon")


def test_no_secret_believes_nobody():
    for name, sender in SENDERS.items():
        made = sender()
        field = "notice_secrets" if name == "zalopay" else "secrets"
        nobody = {"secret": ""} if name == "sandbox" else {field: ("",)}
        deaf = type(made.speaker)(**made.options | nobody)
        body, headers = made.post(paid(made), at=NOW, secret="")
        with pytest.raises(Forged):
            deaf.read(body=body, headers=headers, at=NOW)


def test_a_speaker_keeps_its_secrets_out_of_what_is_printed(sender):
    said = repr(sender.speaker)

    assert not [one for one in (SECRET, OLD_SECRET, "sk_test_", "key-1") if one in said]


# A notice that someone else wrote ----------------------------------------------------------------
def test_a_changed_amount_is_forged(sender):
    body, headers = sender.post(paid(sender), at=NOW)
    changed = body.replace(b"185000", b"185001")
    assert changed != body

    with pytest.raises(Forged):
        sender.speaker.read(body=changed, headers=headers, at=NOW)


@only(*WHO_SIGN_A_TIME)
@pytest.mark.parametrize("seconds", [-301, 301, -86_400, 86_400])
def test_a_notice_signed_far_from_now_is_forged(sender, seconds):
    with pytest.raises(Forged):
        heard(sender, paid(sender), signed_at=NOW + timedelta(seconds=seconds))


@only(*WHO_SIGN_A_TIME)
@pytest.mark.parametrize("seconds", [-300, 300])
def test_a_notice_signed_within_five_minutes_is_believed(sender, seconds):
    assert heard(sender, paid(sender), signed_at=NOW + timedelta(seconds=seconds)).pays(185_000)


@only(*(name for name in WHO_SAY_A_TIME if name not in {"sandbox", "stripe"}))
def test_money_that_will_come_tomorrow_is_forged(sender):
    soon, tomorrow = NOW + timedelta(minutes=5), NOW + timedelta(days=1)
    assert heard(sender, paid(sender, at=soon)).pays(185_000)

    with pytest.raises(Forged):
        heard(sender, paid(sender, at=tomorrow))


@only(*WHO_SIGN_A_TIME)
def test_a_new_time_under_an_old_signature_is_forged(sender):
    told, old = paid(sender), NOW - timedelta(days=1)
    body, headers = sender.post(told, at=old)
    stamps = str(int(old.timestamp())), str(int(NOW.timestamp()))
    changed = {name: text.replace(*stamps) for name, text in headers.items()}
    assert changed != headers

    with pytest.raises(Forged):
        sender.speaker.read(body=body, headers=changed, at=NOW)


def test_nonsense_for_a_signature_is_forged(sender):
    nonsense = ["", "sha256=", "t=1", "t=,v1=", "v1", "=,=", "sha256=chữ ký", "\udcff", "é" * 64]

    believed = [one for one in nonsense if not is_forged(sender, signature=one)]

    assert believed == []


@only(*WHO_SIGN_A_TIME)
def test_nonsense_for_a_time_is_forged(sender):
    body, headers = sender.post(paid(sender), at=NOW)
    real = str(int(NOW.timestamp())) + ("000" if sender.name == "casso" else "")
    for stamp in ("", "-1", "1e9", "٣", "²", "9" * 5_000, "1.5", " 1"):
        changed = {name: text.replace(real, stamp) for name, text in headers.items()}
        assert changed != headers
        with pytest.raises(Forged):
            sender.speaker.read(body=body, headers=changed, at=NOW)


def test_nothing_signed_at_all_is_forged(sender):
    with pytest.raises(Forged):
        sender.speaker.read(body=b"{}" if sender.name != "vnpay" else b"", headers={}, at=NOW)


def test_what_is_not_signed_is_not_believed_whatever_it_is(sender):
    with pytest.raises((Forged, Unreadable)):
        sender.speaker.read(body=b"[" * 100_000, headers={}, at=NOW)


@only("vnpay", "momo", "zalopay", "viettel")
def test_a_notice_about_another_shop_is_forged(sender):
    field = {"vnpay": "vnp_TmnCode", "momo": "partnerCode", "zalopay": "app_id"}
    other = {field.get(sender.name, "merchant_code"): "9999"}

    with pytest.raises(Forged):
        heard(sender, paid(sender) | other)


# A signed notice that cannot be read -------------------------------------------------------------
NO_NOTICES = [
    b"",
    b"[]",
    b"null",
    b"0",
    b'"paid"',
    b"{}",
    b"{",
    b"\xff\xfe{}",
    b'{"id": "\xc3\x28"}',
    b"[" * 100_000,
    b'{"a":' * 100_000 + b"1" + b"}" * 100_000,
    b'{"amount": ' + b"9" * 5_000 + b"}",
]


def test_a_signed_body_that_is_no_notice_is_turned_away(sender):
    assert [body[:12] for body in NO_NOTICES if not is_turned_away(sender, body)] == []


def test_a_notice_longer_than_a_megabyte_is_unreadable(sender):
    assert heard(sender, paid(sender) | {"pad": "x" * 100_000}).pays(185_000)

    with pytest.raises(Unreadable):
        heard(sender, paid(sender) | {"pad": "x" * 2_000_000})


def test_a_sum_that_is_no_whole_amount_is_unreadable(sender):
    wrong = [None, "1850.00", 185000.0, 1.5, True, -1, 10**16, [1], {}]
    if sender.name == "casso":
        wrong.remove(-1)  # money out
    if sender.sum_as_text:
        wrong = [str(amount) for amount in wrong]  # a form is all text

    told = [sender.with_sum(amount, at=NOW) for amount in wrong]

    assert not is_turned_away(sender, paid(sender))
    assert [one for one in told if not is_turned_away(sender, one)] == []


def test_a_name_that_a_database_cannot_keep_is_unreadable(sender):
    wrong = ["a\x00b", "x" * 101, "\ud800", None, "", 1.5, [], True]
    if sender.name in {"vnpay", "viettel"}:
        wrong = wrong[:2]  # a form is all text, and VNPay numbers nothing that failed

    told = [paid(sender) | {sender.name_field: name} for name in wrong]

    assert [one for one in told if not is_turned_away(sender, one)] == []


@only("sandbox", *WHO_WATCH)
def test_a_memo_is_kept_in_letters_that_a_database_can_keep(sender):
    field = "content" if sender.name in {"sandbox", "sepay"} else "description"
    notice = heard(sender, paid(sender) | {field: f"\x00 {REFERENCE}\n" + "x" * 9_999})

    assert notice.reference == REFERENCE
    assert notice.text.isprintable()
    assert len(notice.text) <= 500


def test_a_reference_that_is_not_there_is_empty(sender):
    assert heard(sender, paid(sender, reference="")).reference in {"", "-"}


# What to answer ----------------------------------------------------------------------------------
def test_what_is_kept_is_not_sent_again_and_what_is_turned_away_may_be(sender):
    kept = {sender.speaker.answer(one).status for one in Heard if one.is_kept}
    turned_away = {sender.speaker.answer(one).status for one in (Heard.FORGED, Heard.UNREADABLE)}

    assert (kept, turned_away) == ({204 if sender.name == "momo" else 200}, {400})


def test_gateways_need_no_django():
    lines = (
        "import pathlib, pkgutil, importlib, sys, marketplace.payments.gateways as all",
        "names = [one.name for one in pkgutil.iter_modules(all.__path__)]",
        "[importlib.import_module(f'{all.__name__}.{name}') for name in names]",
        "sys.exit('django' in sys.modules or len(names) < 15)",
    )
    assert subprocess.run([sys.executable, "-c", "\n".join(lines)], check=False).returncode == 0
