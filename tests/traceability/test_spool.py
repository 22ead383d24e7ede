"""What waits in a spool outlives its process, and is written once."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection

from tests.factories import MIDDAY
from tests.traceability.test_scan import issue
from traceability import spool
from traceability.actions import scans
from traceability.models import CodeHistory, DrainedSpool, Scan, ScanDay
from traceability.sightings import Look
from traceability.spool import Spool, taken, waiting
from traceability.views.counting import Firsts, Gathering

ROOT = Path(__file__).resolve().parents[2]


def seen(code, minutes=0, **more):
    at = MIDDAY + timedelta(minutes=minutes)
    return Look(lot=code.lot_id, code=code.pk, at=at, state=code.state, **more)


def left_by_a_process_that_died(folder, lines):
    """A process appends, says so, and is killed while it holds its file; half a line is left."""
    told = f"""
import sys, time
from pathlib import Path
from traceability.spool import Spool
spool = Spool(Path({str(folder)!r}))
for line in {lines!r}:
    spool.append(line)
import os
os.write(spool._file, b"half a li")
print("answered", flush=True)
time.sleep(60)
"""
    child = subprocess.Popen([sys.executable, "-c", told], cwd=ROOT, stdout=subprocess.PIPE)
    assert child.stdout.readline() == b"answered\n"
    [path] = waiting(folder)
    with taken(path) as found:
        assert found is None  # it lives, and holds it
    child.send_signal(signal.SIGKILL)
    child.wait()
    child.stdout.close()


@pytest.mark.django_db
def test_what_a_killed_process_answered_is_written_once(tmp_path):
    code = issue()
    looks = [seen(code, n) for n in range(5)]
    left_by_a_process_that_died(tmp_path, [look.written() for look in looks])

    assert scans.drain(paths=waiting(tmp_path)) == 5
    assert scans.drain(paths=waiting(tmp_path)) == 0

    history = CodeHistory.objects.get()
    assert (Scan.objects.count(), history.times, history.first_at) == (5, 5, MIDDAY)
    assert ScanDay.objects.get().times == 5
    assert waiting(tmp_path) == []
    assert DrainedSpool.objects.count() == 0


@pytest.mark.django_db
def test_a_crash_after_the_commit_counts_nothing_twice(tmp_path, monkeypatch):
    code, mine = issue(), Spool(tmp_path)
    mine.append(seen(code).written())
    mine.let_go()

    def power_cut(_path):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(spool, "_remove", power_cut)
        with pytest.raises(KeyboardInterrupt):
            scans.drain(paths=waiting(tmp_path))
    assert len(waiting(tmp_path)) == 1

    assert scans.drain(paths=waiting(tmp_path)) == 0
    assert (Scan.objects.count(), CodeHistory.objects.get().times) == (1, 1)
    assert (waiting(tmp_path), DrainedSpool.objects.count()) == ([], 0)


@pytest.mark.django_db
def test_a_failure_before_the_commit_loses_nothing(tmp_path, monkeypatch):
    code, mine = issue(), Spool(tmp_path)
    mine.append(seen(code).written())
    mine.let_go()
    with monkeypatch.context() as patched:
        patched.setattr(scans, "_save", None)
        patched.setattr(scans, "_keep", None)
        with pytest.raises(TypeError):
            scans.drain(paths=waiting(tmp_path))
    assert Scan.objects.count() == 0

    assert scans.drain(paths=waiting(tmp_path)) == 1


@pytest.mark.django_db
def test_lines_of_another_database_and_spoilt_ones_are_passed_over(tmp_path):
    code, mine = issue(), Spool(tmp_path)
    for line in ("nonsense", Look(lot=code.lot_id, code=10**9, at=MIDDAY).written()):
        mine.append(line)
    mine.append(seen(code).written())
    mine.let_go()
    assert scans.drain(paths=waiting(tmp_path)) == 1


@pytest.mark.django_db
def test_without_a_spool_looks_go_straight_into_the_book(tmp_path, monkeypatch, caplog):
    code, gathering = issue(), Gathering()
    (tmp_path / "file").write_text("")
    gathering.spool = Spool(tmp_path / "file" / "under a file")
    gathering.add(seen(code))
    assert Scan.objects.count() == 1
    assert "no spool for scans" in caplog.text


def test_a_forked_process_appends_to_a_file_of_its_own(tmp_path):
    mine = Spool(tmp_path)
    mine.append("one")
    child = os.fork()
    if not child:
        mine.append("two")
        os._exit(0)
    os.waitpid(child, 0)
    mine.append("three")
    mine.let_go()
    lines = []
    for path in waiting(tmp_path):
        with taken(path) as found:
            lines.append(found.lines)
    assert lines == [["one", "three"], ["two"]]


def test_of_two_takers_one_gets_it(tmp_path):
    mine = Spool(tmp_path)
    mine.append("one")
    mine.let_go()
    [path] = waiting(tmp_path)
    with taken(path) as first, taken(path) as second:
        assert (first.lines, second) == (["one"], None)
    with taken(path) as gone:
        assert gone is None


@pytest.mark.django_db(transaction=True)
def test_of_many_at_once_exactly_one_is_the_first():
    code, firsts, told = issue(), Firsts(), []
    together = threading.Barrier(8)

    def look():
        together.wait()
        told.append(firsts.record(seen(code)))
        connection.close()

    readers = [threading.Thread(target=look) for _ in range(8)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    assert sorted(told) == [False] * 7 + [True]
    assert (Scan.objects.count(), CodeHistory.objects.get().times) == (1, 1)


@pytest.mark.django_db
def test_a_first_look_is_in_the_book_before_anybody_is_told():
    code = issue()
    assert Firsts().record(seen(code)) is True
    assert CodeHistory.objects.get().code == code
    assert Firsts().record(seen(code)) is False


@pytest.mark.django_db
def test_histories_add_up():
    code = issue()
    sold = {"state": "sold"}
    sold = seen(code)
    looks = [
        seen(code),
        seen(code, 1, province="22"),
        replace(sold, at=MIDDAY + timedelta(minutes=31), province="79", state="sold"),
        replace(sold, at=MIDDAY + timedelta(days=1), is_late=True, state="sold"),
        replace(sold, at=MIDDAY + timedelta(days=2), is_look=False, province="01"),
    ]
    scans.write_looks(looks=looks[:2])
    scans.write_looks(looks=looks[2:])
    history = CodeHistory.objects.get()
    told = ("times", "days", "early", "late", "leaps", "leap_from", "leap_to", "leap_minutes")
    assert [getattr(history, name) for name in told] == [4, 2, 2, 1, 1, "22", "79", 30]
    assert history.provinces == "01,22,79"
    days = ScanDay.objects.values_list("on__day", "province", "times")
    assert list(days) == [
        (21, "", 1),
        (21, "22", 1),
        (21, "79", 1),
        (22, "", 1),
        (23, "", -1),
        (23, "01", 1),
    ]


def test_a_look_reads_as_it_was_written():
    looks = [
        Look(lot=1, at=MIDDAY),
        Look(lot=2, code=3, at=MIDDAY, province="22", state="sold", is_late=True, is_look=False),
    ]
    assert [Look.read(look.written()) for look in looks] == looks
