"""Reading the settings file in an environment of one's own."""

from __future__ import annotations

import os
import runpy
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.exceptions import ImproperlyConfigured

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def read(monkeypatch, tmp_path):
    """Reads the settings file afresh in an environment of these variables and no others."""

    def run(variables):
        for name in list(os.environ):
            monkeypatch.delenv(name)
        for name, value in ({"VAR_DIR": str(tmp_path)} | variables).items():
            monkeypatch.setenv(name, value)
        return SimpleNamespace(**runpy.run_path(str(ROOT / "config" / "settings.py")))

    return run


@pytest.fixture
def refusal(read):
    """The sentence with which settings refuse these variables."""

    def run(variables):
        with pytest.raises(ImproperlyConfigured) as failure:
            read(variables)
        return str(failure.value)

    return run
