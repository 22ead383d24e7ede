"""A town to try the doors of, with nothing that leaves it."""

from __future__ import annotations

from contextlib import nullcontext
from copy import deepcopy
from shutil import copytree

import pytest
from django.db import connection
from django.http import HttpResponseNotFound
from django.test import override_settings
from django.urls import Resolver404
from django.views.defaults import page_not_found

from config import urls
from tests import town as towns
from tests.doors.drawing import undrawn
from tests.ground import laid

STAYS_HERE = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}


@pytest.fixture(scope="package")
def floor(django_db_setup, django_db_blocker):
    """As the ``ground`` of a module is, for all these modules."""
    yield from laid(django_db_blocker)


@pytest.fixture(scope="package")
def built_town(floor, tmp_path_factory):
    shelf = tmp_path_factory.mktemp("town")
    with floor(), override_settings(MEDIA_ROOT=shelf, TASKS=STAYS_HERE):
        return towns.build(), shelf


@pytest.fixture
def plain_refusals(monkeypatch):
    """A door that is not there, without the picture on the page that says so."""
    monkeypatch.setattr(urls, "handler404", _shut, raising=False)


def _shut(request, exception):
    """The page is drawn of addresses that no pattern fits: one looks like another."""
    if isinstance(exception, Resolver404):
        return page_not_found(request, exception)
    return HttpResponseNotFound()


@pytest.fixture
def drawn_on_sqlite():
    """How a page looks that refuses is asked on SQLite: elsewhere, only whether it does."""
    with undrawn() if connection.vendor != "sqlite" else nullcontext():
        yield


@pytest.fixture
def town(built_town, db, settings, tmp_path):
    """The town, built once, in which a test may do as it likes."""
    built, shelf = built_town
    settings.MEDIA_ROOT = copytree(shelf, tmp_path / "media")
    settings.TASKS = STAYS_HERE
    return deepcopy(built)
