"""A town to try the doors of, with nothing that leaves it."""

from __future__ import annotations

from copy import deepcopy
from shutil import copytree

import pytest
from django.test import override_settings

from tests import town as towns

STAYS_HERE = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}


@pytest.fixture(scope="package")
def built_town(floor, tmp_path_factory):
    shelf = tmp_path_factory.mktemp("town")
    with floor(), override_settings(MEDIA_ROOT=shelf, TASKS=STAYS_HERE):
        return towns.build(), shelf


@pytest.fixture
def town(built_town, db, settings, tmp_path):
    """The town, built once, in which a test may do as it likes."""
    built, shelf = built_town
    settings.MEDIA_ROOT = copytree(shelf, tmp_path / "media")
    settings.TASKS = STAYS_HERE
    return deepcopy(built)
