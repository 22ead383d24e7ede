"""Workers that share nothing but the database: what one changes, the other tells within seconds."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import contextmanager
from time import monotonic
from urllib.parse import quote, urlencode

import pytest
from django.conf import settings
from django.db import connection

from tests.factories import LotFactory

pytestmark = pytest.mark.django_db(transaction=True)
MOST_SECONDS = 5
WORKER = """
import sys
import django
django.setup()
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from catalog.models import Pack
settings.SHELVES_SEEN_EVERY = 1
visitor, address = Client(), sys.argv[1]
for line in sys.stdin:
    told = line.strip()
    if told == "blind":
        settings.SHELVES_SEEN_EVERY = None
    elif told:
        Pack.objects.update(price=int(told))
    with CaptureQueriesContext(connection) as asked:
        page = visitor.get(address)
    print(page.content.decode().count("99.000"), len(asked) < 2, flush=True)
"""


class Worker:
    """A process of the market; ``ask`` gives whether 99.000 shows, and if the page was kept."""

    def __init__(self, process):
        self.process = process

    def ask(self, told=""):
        self.process.stdin.write(f"{told}\n")
        self.process.stdin.flush()
        shows, was_kept = self.process.stdout.readline().split()
        return int(shows) > 0, was_kept == "True"


@contextmanager
def worker(address, *, database):
    """It keeps pages in its own memory, as each worker of the server does."""
    known = os.environ | {"DATABASE_URL": database, "DJANGO_SETTINGS_MODULE": "tests.settings"}
    command = [sys.executable, "-c", WORKER, address]
    process = subprocess.Popen(
        command, env=known, cwd=settings.BASE_DIR, text=True, stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )  # fmt: skip
    try:
        yield Worker(process)
    finally:
        process.stdin.close()
        process.wait(timeout=30)
        process.stdout.close()


def where_others_find_it(tmp_path):
    """The database this test has written to: SQLite's, in memory, is copied into a file."""
    told = connection.settings_dict
    if connection.vendor == "postgresql":
        where = urlencode({"host": told["HOST"]}, quote_via=lambda text, *_: quote(text, safe=""))
        return f"postgresql://{told['USER']}@/{told['NAME']}?{where}"
    file = tmp_path / "market.sqlite3"
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(file)])
    return f"sqlite:///{file}"


def test_a_price_changed_by_one_process_is_told_by_another_within_five_seconds(tmp_path):
    address = LotFactory(on_hand=10, pack__price=185_000).pack.product.get_absolute_url()
    database = where_others_find_it(tmp_path)
    with worker(address, database=database) as one, worker(address, database=database) as other:
        assert [each.ask() for each in (one, other)] == [(False, False)] * 2
        assert [each.ask() for each in (one, other)] == [(False, True)] * 2
        begun = monotonic()
        one.ask(99_000)
        while not other.ask()[0]:
            assert monotonic() - begun < MOST_SECONDS

        assert one.ask()[0]
        assert other.ask("blind") == (True, True)
        one.ask(88_000)
        assert other.ask() == (True, True)  # who never looks goes on with what it kept
