"""Settings are loud: what makes no sense, or mixes a demo with a live market, does not start."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.db.backends.sqlite3.base import Database
from django.db.utils import ConnectionHandler

ROOT = Path(__file__).resolve().parents[2]
SECRET = "k9Zr-2fLq-8wXc-5vTb-1nHs-7dGj-4mPy-6aQe-3uRi-0oWk-zz"
LOG_KEY = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
LIVE = {
    "CHOGOC_MODE": "production",
    "SECRET_KEY": SECRET,
    "SITE_URL": "https://chogoc.example",
    "LOG_KEY": LOG_KEY,
}
LOG_VERIFIER = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
DEMO_LOG_KEY = (
    "PRIVATE+KEY+demo.chogoc.example/log+b00e922a+AUFa/tzQNO2sshRxycCAVk1t3UPQbnVv0KDn+6W6dFfD"
)
VIETQR = {
    "VIETQR_BANK": "970436",
    "VIETQR_ACCOUNT": "0011001234567",
    "VIETQR_HOLDER": "CHO GOC",
    "VIETQR_NOTICE_SECRET": SECRET,
}
STRIPE = {"STRIPE_SECRET_KEY": "sk_live_x", "STRIPE_WEBHOOK_SECRET": "whsec_x"}
DEMO = {"CHOGOC_MODE": "demo"}
PREPARED = {"server_side_binding": True, "prepare_threshold": 5}
NOT_A_KEY = "a key has a name, an id and base64, with + between them"
PRAGMAS = ("journal_mode", "synchronous", "busy_timeout", "foreign_keys")


def test_a_demo_starts_from_nothing(read):
    settings = read(DEMO)

    assert (settings.DEMO, settings.SITE_URL) == (True, "http://127.0.0.1:8000")
    assert list(settings.PAYMENT_GATEWAYS) == ["sandbox"]


def test_a_live_market_starts_with_keys_of_its_own(read):
    settings = read({**LIVE, **VIETQR, **STRIPE})

    assert (settings.DEMO, settings.DEBUG) == (False, False)
    assert list(settings.PAYMENT_GATEWAYS) == ["vietqr", "stripe"]


def test_production_is_what_one_gets_without_asking(read):
    unsaid = {name: value for name, value in LIVE.items() if name != "CHOGOC_MODE"}

    assert read(unsaid).MODE == "production"


@pytest.mark.parametrize(
    ("variables", "what"),
    [
        (STRIPE, "CHOGOC_MODE=demo with live Stripe keys"),
        (STRIPE | {"STRIPE_SECRET_KEY": "rk_live_x"}, "CHOGOC_MODE=demo with live Stripe keys"),
        (
            {"SITE_URL": "https://chogoc.example"},
            "CHOGOC_MODE=demo with an https SITE_URL on a public host",
        ),
        (VIETQR, "CHOGOC_MODE=demo with a VietQR account that takes real money"),
    ],
)
def test_a_demo_refuses_a_live_markets_settings(refusal, variables, what):
    assert refusal({**DEMO, **variables}) == f"Refusing to start: {what}."


@pytest.mark.parametrize(
    ("variables", "what"),
    [
        (
            {"SECRET_KEY": "demo-secret-that-everybody-knows-0000000000000000000000"},
            "the demo SECRET_KEY in production",
        ),
        ({"SECRET_KEY": SECRET[:49]}, "a SECRET_KEY under 50 characters in production"),
        (
            {"SECRET_KEY": f"django-insecure-{SECRET}"},
            "a SECRET_KEY that anyone may guess in production",
        ),
        ({"SECRET_KEY": "abcd" * 20}, "a SECRET_KEY that anyone may guess in production"),
        ({"DEBUG": "true"}, "DEBUG in production"),
        ({"SITE_URL": "http://chogoc.example"}, "an http SITE_URL in production"),
        ({"SITE_URL": "https://localhost"}, "a SITE_URL on this machine in production"),
        (
            {"ALLOWED_HOSTS": "chogoc.example,*"},
            "ALLOWED_HOSTS that lets any host in, in production",
        ),
        ({"SQLITE_SYNCHRONOUS": "OFF"}, "SQLITE_SYNCHRONOUS=OFF in production"),
        (STRIPE | {"STRIPE_SECRET_KEY": "sk_test_x"}, "a Stripe test key in production"),
        (
            STRIPE | {"STRIPE_API": "http://127.0.0.1:4242"},
            "a stand-in for Stripe (STRIPE_API) in production",
        ),
        ({"LOG_KEY": DEMO_LOG_KEY}, "the demo LOG_KEY in production"),
        (
            {"SIGNING_SECRET": "demo-signing-secret-that-everybody-knows"},
            "the demo SIGNING_SECRET in production",
        ),
        ({"SIGNING_SECRET": "short"}, "a SIGNING_SECRET under 32 characters in production"),
        ({"LOG_KEY": f"{LOG_KEY} {DEMO_LOG_KEY}"}, "the demo LOG_KEY in production"),
        (
            {"LOG_KEY": f"{LOG_VERIFIER} {LOG_KEY}"},
            "a LOG_KEY that does not sign in production",
        ),
        (VIETQR | {"VIETQR_BANK": "999999"}, "the demo bank (999999) in production"),
        (
            VIETQR | {"VIETQR_NOTICE_SECRET": "demo-notice-secret-that-everybody-knows"},
            "the demo notice secret in production",
        ),
        (
            VIETQR | {"VIETQR_NOTICE_SECRET": SECRET[:31]},
            "a VIETQR_NOTICE_SECRET under 32 characters in production",
        ),
    ],
)
def test_a_live_market_refuses_a_demos_settings(refusal, variables, what):
    assert refusal({**LIVE, **variables}) == f"Refusing to start: {what}."


@pytest.mark.parametrize(
    ("variables", "sentence"),
    [
        ({"CHOGOC_MODE": "Demo"}, "CHOGOC_MODE must be one of production, demo, not 'Demo'."),
        ({"DEBUG": "yes"}, "DEBUG must be true or false, not 'yes'."),
        ({"HOLD_MINUTES": "0"}, "HOLD_MINUTES must be a whole number 1-1440, not '0'."),
        ({"HOLD_MINUTES": "-5"}, "HOLD_MINUTES must be a whole number 1-1440, not '-5'."),
        ({"HOLD_MINUTES": "１５"}, "HOLD_MINUTES must be a whole number 1-1440, not '１５'."),
        ({"HOLD_MINUTES": "15m"}, "HOLD_MINUTES must be a whole number 1-1440, not '15m'."),
        (
            {"SQLITE_SYNCHRONOUS": "full"},
            "SQLITE_SYNCHRONOUS must be one of FULL, NORMAL, OFF, not 'full'.",
        ),
        ({"SITE_URL": "chogoc.test"}, "SITE_URL must look like https://host, not 'chogoc.test'."),
        (
            {"SITE_URL": "https://chogoc.test/"},
            "SITE_URL must look like https://host, not 'https://chogoc.test/'.",
        ),
        (
            {"SITE_URL": "https://an@chogoc.test"},
            "SITE_URL must look like https://host, not 'https://an@chogoc.test'.",
        ),
        (
            {"SITE_URL": "http://chogoc.test:80a"},
            "SITE_URL must look like https://host, not 'http://chogoc.test:80a'.",
        ),
        (
            {"SECRET_KEY": SECRET, "SECRET_KEY_FILE": "/dev/null"},
            "SECRET_KEY and SECRET_KEY_FILE are both set; keep one.",
        ),
        (
            {"SECRET_KEY_FILE": "/nowhere/key"},
            "SECRET_KEY_FILE: cannot read /nowhere/key: No such file or directory.",
        ),
        ({"VIETQR_ACCOUNT": "0011001234567"}, "VIETQR_BANK is not set."),
        ({"LOG_KEY": LOG_KEY[:-1] + "y"}, "LOG_KEY: the id is not that of the key."),
        ({"LOG_KEY": "abc"}, f"LOG_KEY: {NOT_A_KEY}."),
        ({"LOG_WITNESSES": "a+b+c"}, f"LOG_WITNESSES: {NOT_A_KEY}."),
        (
            {"LOG_WITNESSES": LOG_VERIFIER},
            "LOG_WITNESSES takes keys of kind 4 (C2SP signed-note).",
        ),
        (VIETQR | {"VIETQR_NOTICE_SECRET": " "}, "VIETQR_NOTICE_SECRET is empty."),
    ],
)
def test_nonsense_is_named(refusal, variables, sentence):
    assert refusal({**DEMO, **variables}) == sentence


@pytest.mark.parametrize("missing", ["SECRET_KEY", "SITE_URL", "LOG_KEY"])
def test_a_live_market_guesses_nothing(refusal, missing):
    variables = {key: value for key, value in LIVE.items() if key != missing}

    assert refusal(variables) == f"{missing} is not set."


def test_a_secret_may_come_from_a_file(read, tmp_path):
    (tmp_path / "key").write_text(f"{SECRET}\n")
    variables = {**LIVE, "SECRET_KEY_FILE": str(tmp_path / "key")}
    del variables["SECRET_KEY"]

    assert read(variables).SECRET_KEY == SECRET


def test_a_file_that_is_not_text_is_named(refusal, tmp_path):
    (tmp_path / "key").write_bytes(b"\xff\xfe\x00")

    assert refusal({**DEMO, "SECRET_KEY_FILE": str(tmp_path / "key")}) == (
        f"SECRET_KEY_FILE: {tmp_path}/key is not text."
    )


def test_a_postgresql_address_is_taken_apart(read):
    url = "postgresql://ch%E1%BB%A3:p%40ss%2F1@db.example:6432/market?sslmode=require"

    assert read({**DEMO, "DATABASE_URL": url}).DATABASES["default"] == {
        "ENGINE": "config.postgresql",
        "NAME": "market",
        "USER": "chợ",
        "PASSWORD": "p@ss/1",
        "HOST": "db.example",
        "PORT": "6432",
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {**PREPARED, "connect_timeout": 5, "sslmode": "require"},
    }


def test_a_postgresql_socket_is_named_in_the_query(read):
    url = "postgresql://postgres@/market?host=/run/PostgreSQL"

    database = read({**DEMO, "DATABASE_URL": url}).DATABASES["default"]

    assert (database["HOST"], database["PORT"]) == ("/run/PostgreSQL", "")
    assert database["OPTIONS"] == {**PREPARED, "connect_timeout": 5}


def test_behind_a_pooler_of_transactions_nothing_is_prepared(read):
    url = "postgresql://postgres@pooler/market?prepared=off"

    assert read({**DEMO, "DATABASE_URL": url}).DATABASES["default"]["OPTIONS"] == {
        "connect_timeout": 5
    }


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("sqlite:////srv/ch%E1%BB%A3%20g%E1%BB%91c.sqlite3", "/srv/chợ gốc.sqlite3"),
        ("sqlite:///market.sqlite3", "market.sqlite3"),
    ],
)
def test_an_sqlite_address_is_a_path(read, url, path):
    assert read({**DEMO, "DATABASE_URL": url}).DATABASES["default"]["NAME"] == Path(path)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "mysql://root@localhost/market",
        "postgresql://localhost",
        "postgresql://localhost:54x2/market",
        "postgresql://localhost/market?prepared=perhaps",
        "sqlite://market.sqlite3",
        "sqlite://var/market.sqlite3",
        "sqlite:///market.sqlite3?mode=ro",
        "market.sqlite3",
    ],
)
def test_a_database_nobody_can_open_is_refused(refusal, url):
    assert refusal({**DEMO, "DATABASE_URL": url}) == (
        "DATABASE_URL must look like postgresql://user:password@host:port/name or sqlite:///path."
    )


def test_a_folder_with_odd_letters_holds_the_database(read, tmp_path):
    odd = tmp_path / "chợ gốc #1? 100%25"

    database = read({**DEMO, "VAR_DIR": str(odd)}).DATABASES["default"]

    assert database["NAME"] == odd / "market.sqlite3"


@pytest.mark.parametrize(("chosen", "level"), [({}, 2), ({"SQLITE_SYNCHRONOUS": "NORMAL"}, 1)])
def test_every_sqlite_connection_keeps_its_promises(read, django_db_blocker, chosen, level):
    """Level 2 is FULL; 20,000 ms of patience with another writer."""
    connection = ConnectionHandler(read({**DEMO, **chosen}).DATABASES)["default"]

    with django_db_blocker.unblock(), connection.cursor() as cursor:
        kept = {name: cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in PRAGMAS}
    connection.close()

    assert kept == dict(zip(PRAGMAS, ["wal", level, 20_000, 1], strict=True))
    assert connection.transaction_mode == "IMMEDIATE"


def test_sqlite_is_one_without_the_wal_reset_bug():
    assert Database.sqlite_version_info >= (3, 51, 3)


def test_a_refused_market_does_not_start():
    result = subprocess.run(
        [sys.executable, "manage.py", "check"],
        env={"PATH": os.environ["PATH"], **LIVE, "DEBUG": "true"},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert result.returncode == 1
    assert result.stderr.endswith("ImproperlyConfigured: Refusing to start: DEBUG in production.\n")


def test_a_live_market_passes_djangos_own_check(tmp_path):
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    variables = {**LIVE, "VAR_DIR": str(tmp_path), "PATH": os.environ["PATH"]}

    checked = subprocess.run(
        command, cwd=ROOT, env=variables, capture_output=True, text=True, check=False
    )

    assert (checked.returncode, checked.stderr) == (0, "")


def test_every_variable_is_written_down():
    source = (ROOT / "config" / "settings.py").read_text()
    page = (ROOT / "docs" / "settings.md").read_text()

    read_names = set(re.findall(r"env\.\w+\(\s*\"([A-Z_]+)\"", source))
    told_names = set(re.findall(r"^\| `([A-Z_]+)` \|", page, re.MULTILINE))

    assert told_names - {"PORT"} == read_names


def test_quiet_hours_are_two_times_of_the_day_or_none(read):
    assert str(read(DEMO).QUIET_HOURS.start) == "21:00:00"
    assert read(DEMO | {"QUIET_HOURS": "22:30-05:15"}).QUIET_HOURS.end.minute == 15
    assert read(DEMO | {"QUIET_HOURS": ""}).QUIET_HOURS is None


@pytest.mark.parametrize("said", ["21-7", "21:00", "24:00-07:00", "21:00-21:00", "9:00-10:00"])
def test_other_hours_are_refused(refusal, said):
    told = refusal(DEMO | {"QUIET_HOURS": said})

    assert told == f"QUIET_HOURS must look like 21:00-07:00, not {said!r}."


def test_a_mail_server_is_an_address_and_a_demo_sends_nothing(read):
    live = read(LIVE | {"EMAIL_URL": "smtp://cho:a%40b@thu.example"})

    assert list(live.MESSAGE_CHANNELS) == ["email"]
    assert dict(live.MESSAGE_CHANNELS["email"]["server"]) == {
        "host": "thu.example",
        "port": 587,
        "username": "cho",
        "password": "a@b",
        "use_tls": True,
        "use_ssl": False,
    }
    assert dict(read(LIVE | {"EMAIL_URL": "smtps://thu.example"}).EMAIL_SERVER)["port"] == 465
    demo = read(DEMO | {"EMAIL_URL": "smtp://thu.example"})
    assert demo.MESSAGE_CHANNELS["email"] == {"backend": demo.NO_MAIL}


@pytest.mark.parametrize("said", ["thu.example", "http://thu.example", "smtp://", "smtp://a:b@c:x"])
def test_another_mail_server_is_refused_without_its_password(refusal, said):
    told = refusal(LIVE | {"EMAIL_URL": said})

    assert told == "EMAIL_URL must look like smtp://user:password@host:587."
