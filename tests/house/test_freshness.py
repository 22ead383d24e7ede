"""The demo is prepared again when something its preparation reads has changed, and only then."""

from __future__ import annotations

import pytest

from tools import freshness


@pytest.fixture
def var(monkeypatch, tmp_path):
    """A market's tree with one migration, prepared, and the folder it keeps things in."""
    monkeypatch.delenv("DATABASE_URL", raising=False)
    var = tmp_path / "var"
    write(tmp_path / "catalog" / "migrations" / "0001_first.py")
    for name, path in {
        "ROOT": tmp_path,
        "VAR": var,
        "STAMP": var / ".prepared",
        "DATABASE": var / "market.sqlite3",
    }.items():
        monkeypatch.setattr(freshness, name, path)
    write(freshness.DATABASE)
    freshness.mark_prepared()
    return var


def write(path, words="x"):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(words)


@pytest.mark.parametrize("path", ["catalog/views.py", "README.md", "templates/home.html"])
def test_what_is_read_anew_at_each_start_needs_no_preparation(var, path):
    write(var.parent / path)

    assert freshness.is_prepared()


@pytest.mark.parametrize(
    "path",
    [
        "catalog/migrations/0001_first.py",
        "catalog/migrations/0002_second.py",
        "catalog/management/commands/load_kinds.py",
        "marketplace/demo/shops.py",
        "data/places/communes.csv",
        "locale/en/LC_MESSAGES/django.po",
        "static/css/tokens.css",
        "requirements/base.txt",
    ],
)
def test_what_preparation_reads_calls_for_it_when_changed(var, path):
    write(var.parent / path, "changed")

    assert not freshness.is_prepared()


def test_a_lost_database_calls_for_preparation(var):
    freshness.DATABASE.unlink()

    assert not freshness.is_prepared()


def test_another_database_calls_for_preparation(var, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://localhost/market")

    assert not freshness.is_prepared()


def test_what_the_demo_made_is_forgotten_and_nothing_else(var):
    for name in ("market.sqlite3-wal", "media/photo.webp", "notes.txt"):
        write(var / name)

    freshness.forget()

    assert [path.name for path in var.iterdir()] == ["notes.txt"]
