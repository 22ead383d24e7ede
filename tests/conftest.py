"""What every test stands on."""

from __future__ import annotations

import gc
import re
from pathlib import Path
from shutil import copytree, ignore_patterns, which

import hypothesis
import pytest
from django.conf import settings
from django.core.cache import cache, caches
from django.core.management import call_command
from django.test import TransactionTestCase, override_settings
from django.test.client import ClientHandler
from xdist.scheduler import LoadScopeScheduling

from marketplace.management.commands.compile_words import compile_catalog
from tests.emptying import empty_tables, remember_what_migrations_wrote
from tests.factories import KNOWN
from tests.ground import laid

# A busy machine is no failure: examples are counted, not timed.
hypothesis.settings.register_profile("unhurried", deadline=None, max_examples=100)
hypothesis.settings.load_profile("unhurried")


CHROMIUM = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

THOROUGH = (
    "catalog/test_places.py",
    "catalog/test_register.py",
    "doors/",
    "house/test_environment.py",
    "house/test_keeper.py",
    "house/test_schema.py",
    "marketplace/demo/",
    "marketplace/storefront/test_two_processes.py",
    "marketplace/storefront/test_whole_register.py",
    "races/",
    "traceability/epcis/",
    "traceability/test_kept_stories.py",
    "traceability/test_label_pages.py",
    "traceability/test_label_pdf.py",
    "traceability/test_log_audit.py",
    "traceability/test_qr_batch.py",
    "traceability/test_stock.py",
    "traceability/test_turns.py",
    "traceability/test_typeface.py",
)
"""What walks through everything: part of `make test`, too slow for `make check`, as pages are."""

BY_ONE_WORKER = ("journeys/", "marketplace/demo/", "races/")
"""The demo is seeded once, a market opened once; one crowd at a time fits into a server."""


ALIKE_EVERYWHERE = re.compile(
    r"doors/test_(table|headers|privacy|redirects)\.py|marketplace/demo/test_english\.py|house/"
    r"|.*/test_(\w+_)?pages\.py|.*/test_(asking|basket|orders|placing|trace)_api\.py"
    r"|.*/test_(admin|dossiers|label_pdf|partners|resolver)\.py|marketplace/workspace/"
)
"""What pages, files and answers say, and to whom: nothing of it is the database's to say.

That no page breaks on PostgreSQL is asked there by tests/doors/test_junk.py, of every address.
"""


class Shifts(LoadScopeScheduling):
    """Tests one by one to whoever is free, but for folders that one worker walks alone."""

    def _split_scope(self, nodeid):
        path = nodeid.removeprefix("tests/")
        return next((folder for folder in BY_ONE_WORKER if path.startswith(folder)), nodeid)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    return Shifts(config, log)


def pytest_collection_finish():
    """What is loaded stays loaded: looking for rubbish in it again and again took a tenth."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)


def pytest_addoption(parser):
    parser.addoption(
        "--database-only", action="store_true", help="leave out tests that touch no database"
    )


def pytest_ignore_collect(collection_path, config):
    """Nothing of what no test is asked for needs to be loaded."""
    if config.getoption("--database-only") and collection_path.suffix == ".py":
        return bool(ALIKE_EVERYWHERE.match(_below_tests(collection_path))) or None
    return None


def pytest_itemcollected(item):
    path = _below_tests(item.path)
    if path.startswith(THOROUGH) or (
        ALIKE_EVERYWHERE.match(path) and not path.startswith("house/")
    ):
        item.add_marker("thorough")


def pytest_collection_modifyitems(config, items):
    if config.getoption("--database-only"):
        asks = [item.get_closest_marker("django_db") for item in items]
        left_out = [item for item, kept in zip(items, asks, strict=True) if not kept]
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item, kept in zip(items, asks, strict=True) if kept]


def _below_tests(path):
    return path.relative_to(Path(__file__).parent).as_posix()


@pytest.fixture(autouse=True)
def _nothing_is_remembered_between_tests():
    from traceability.spool import waiting
    from traceability.views.counting import GATHERING
    from traceability.views.kept_stories import SHELF

    cache.clear()
    caches["pages"].clear()
    caches["drawn"].clear()
    SHELF.clear()
    GATHERING.spool.let_go()
    GATHERING.by_code.clear()
    for left in waiting(GATHERING.spool.folder):
        left.unlink()
    yield
    KNOWN.clear()  # before what other tests stand on is laid


@pytest.fixture(autouse=True, scope="session")
def _tables_are_emptied_between_tests():
    teardown = TransactionTestCase._fixture_teardown
    TransactionTestCase._fixture_teardown = empty_tables
    yield
    TransactionTestCase._fixture_teardown = teardown


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Databases as they are after migrating, and remembered so."""
    with django_db_blocker.unblock():
        remember_what_migrations_wrote()


@pytest.fixture(autouse=True, scope="session")
def _clients_share_what_stands_before_views():
    """Each client would build all middleware anew; under the same settings, one chain does."""
    load, chains = ClientHandler.load_middleware, {}

    def load_once(self, is_async=False):
        if settings._wrapped not in chains:
            load(self, is_async)
            chains[settings._wrapped] = vars(self).copy()
        vars(self).update(chains[settings._wrapped] | vars(self))

    ClientHandler.load_middleware = load_once
    yield
    ClientHandler.load_middleware = load


@pytest.fixture(autouse=True, scope="session")
def _the_market_speaks_both_languages(tmp_path_factory):
    """The catalogues as they are now, compiled where no other run of tests looks."""
    locale = tmp_path_factory.mktemp("words") / "locale"
    copytree(settings.BASE_DIR / "locale", locale, ignore=ignore_patterns("*.mo"))
    for catalog in locale.rglob("*.po"):
        compile_catalog(catalog)
    with override_settings(LOCALE_PATHS=[locale]):
        yield


@pytest.fixture(scope="session")
def chromium():
    """One browser for all: of its driver there can be only one at a time."""
    from playwright.sync_api import sync_playwright

    path = which("chromium")
    assert path, "Chromium is needed: apt-get install chromium (or make test)"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=CHROMIUM)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def ground(django_db_setup, django_db_blocker):
    """What is written ``with ground():`` is there for all tests of a module, and gone after it."""
    yield from laid(django_db_blocker)


@pytest.fixture(scope="module")
def country(ground):
    """All provinces, communes and kinds of goods, as they ship."""
    with ground():
        call_command("load_places", verbosity=0)
        call_command("load_kinds", verbosity=0)
