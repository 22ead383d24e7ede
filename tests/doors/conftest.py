"""A town to try the doors of, with nothing that leaves it."""

import pytest

from tests import town as towns


@pytest.fixture
def town(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    return towns.build()
