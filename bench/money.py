"""Money under load: one notice heard by a hundred, many notices, postings, a day, a statement.

    python -m bench.money [--seconds 10] [--speakers 16] [--rows 100000] [--port 8898]

Builds a market of its own in a folder that is thrown away; ``DATABASE_URL`` chooses PostgreSQL
(``python -m tools.throwaway_postgres python -m bench.money``). Notices are sealed as the demo
bank's and sent over HTTP; the speakers share the machine with the server, beside an empty view
asked by as many. Postings and reconciling run in this process, which says how its memory grew.
"""

from __future__ import annotations

import argparse
import http.client
import os
import resource
import statistics
import tempfile
import threading
import time
import uuid
from itertools import count, islice
from typing import TYPE_CHECKING

from bench import server, statement

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

AT_ONCE = 100
POSTINGS = 1_000
BATCH = 2_000
WANTED_A_SECOND = 200
SPOKEN_BEFORE = 5  # notices: four to warm up, and the one that many tell
MOST_A_SECOND = 600  # payments that wait, for each second asked


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--seconds", type=int, default=10)
    arguments.add_argument("--speakers", type=int, default=16)
    arguments.add_argument("--rows", type=int, default=100_000)
    arguments.add_argument("--port", type=int, default=8898)
    asked = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {
            "CHOGOC_MODE": "demo", "DJANGO_SETTINGS_MODULE": "bench.settings", "VAR_DIR": folder,
        }  # fmt: skip
        references = _build(asked.seconds * MOST_A_SECOND)
        with server.running(asked.port) as served_by:
            bank = Bank(f"127.0.0.1:{asked.port}", references)
            _hear_one_by_many(bank)
            _hear_many(bank, asked.seconds, asked.speakers, served_by)
        _post()
        _reconcile(asked.rows)
        statement.measure()


def _build(number: int) -> list[str]:
    """So many orders of 100.000 ₫ to a few producers, each waiting for its money."""
    import django  # noqa: PLC0415 (needs the settings of the environment)

    django.setup()
    from datetime import timedelta  # noqa: PLC0415 (as above)

    from django.core.management import call_command  # noqa: PLC0415 (as above)
    from django.db import connection  # noqa: PLC0415 (as above)
    from django.utils.timezone import now  # noqa: PLC0415 (as above)

    from marketplace.orders.models import Order, OrderGroup  # noqa: PLC0415 (as above)
    from marketplace.payments import memo  # noqa: PLC0415 (as above)
    from marketplace.payments.models import Payment  # noqa: PLC0415 (as above)
    from tests.factories import CommuneFactory, ProducerFactory  # noqa: PLC0415 (as above)

    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    commune, producers = CommuneFactory(), [ProducerFactory() for _ in range(20)]
    at, sums = now(), {"goods_total": 100_000, "total": 100_000}
    groups = OrderGroup.objects.bulk_create(
        OrderGroup(
            **sums,
            code=f"B{n}",
            token=f"{n}",
            idempotency_key=uuid.uuid4(),
            buyer_name="Người Mẫu",
            buyer_phone=f"+849{n:08d}",
            commune=commune,
            street="Thôn Mẫu",
            place_text="Xã Mẫu",
            delivery_total=0,
            placed_at=at,
            held_until=at + timedelta(days=1),
        )
        for n in range(number)
    )
    Order.objects.bulk_create(
        Order(**sums, group=one, producer=producers[n % 20], code=f"{one.code}-1", delivery_fee=0)
        for n, one in enumerate(groups)
    )
    waiting = {"amount": 100_000, "state": "pending", "started_at": at, "gateway": "sandbox"}
    payments = Payment.objects.bulk_create(
        Payment(**waiting, group=one, reference=memo.mint(), expires_at=one.held_until)
        for one in groups
    )
    print(f"{connection.vendor}: {number} orders of {len(producers)} producers wait for money")
    connection.close()
    return [payment.reference for payment in payments]


class Bank:
    """The demo bank outside: words of its own, sealed, told over HTTP."""

    def __init__(self, host: str, references: list[str]) -> None:
        self.host, self.references = host, iter(references)
        self.here = threading.local()

    def words(self) -> tuple[bytes, dict[str, str]]:
        from django.utils.timezone import now  # noqa: PLC0415 (needs the settings)

        from marketplace.payments import registry  # noqa: PLC0415 (as above)

        return registry.demo_bank().notice(
            reference=next(self.references), amount=100_000, at=now()
        )

    def tell(self, words: tuple[bytes, dict[str, str]]) -> int:
        body, seal = words
        return self.ask("POST", "/webhooks/sandbox/", body, seal)

    def ask(
        self, verb: str, path: str, body: bytes = b"", headers: dict[str, str] | None = None
    ) -> int:
        if not hasattr(self.here, "line"):
            self.here.line = http.client.HTTPConnection(self.host, timeout=60)
        told = {"Content-Type": "application/json", **(headers or {})}
        self.here.line.request(verb, path, body, told)
        answer = self.here.line.getresponse()
        answer.read()
        return answer.status


def _hear_one_by_many(bank: Bank) -> None:
    for _warm in range(SPOKEN_BEFORE - 1):
        bank.tell(bank.words())
    before, words, start = _effects(), bank.words(), threading.Barrier(AT_ONCE + 1)
    answers: list[int] = []

    def speak() -> None:
        bank.ask("GET", "/trong/")
        start.wait()
        answers.append(bank.tell(words))

    threads = [threading.Thread(target=speak) for _ in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    start.wait()
    began = time.perf_counter()
    for thread in threads:
        thread.join()
    lasted, done = time.perf_counter() - began, _effects()
    changed = [now - was for now, was in zip(done, before, strict=True)]
    print(f"{AT_ONCE} identical notices at once: {lasted:.2f} s, answers {set(answers)}")
    print(f"  new notices, transactions, đồng in the ledger: {changed}")


def _effects() -> tuple[int, int, int]:
    from django.db import connection  # noqa: PLC0415 (needs the settings)

    from marketplace.ledger.models import LedgerTransaction  # noqa: PLC0415 (as above)
    from marketplace.ledger.queries import balance  # noqa: PLC0415 (as above)
    from marketplace.payments.models import Notice  # noqa: PLC0415 (as above)

    found = Notice.objects.count(), LedgerTransaction.objects.count(), balance("gateway:sandbox")
    connection.close()
    return found


def _hear_many(bank: Bank, seconds: int, speakers: int, served_by: int) -> None:
    """The bank has sealed its words before, for its work is not the market's."""
    print(f"{'':<18} {'a second':>9} {'p50 ms':>8} {'p99 ms':>8} {'CPU ms':>8}")
    _crowd("empty view", lambda: bank.ask("GET", "/trong/"), seconds, speakers, served_by)
    sealed = iter([bank.words() for _ in range(seconds * MOST_A_SECOND - SPOKEN_BEFORE)])
    before = _effects()
    told = _crowd("notices", lambda: bank.tell(next(sealed)), seconds, speakers, served_by)
    settled = _effects()[1] - before[1]
    print(f"  told {told}, in the ledger {settled}; {WANTED_A_SECOND} a second are wanted")


def _crowd(name: str, work: Callable[[], int], seconds: int, size: int, served_by: int) -> int:
    """The last number is what one costs the server, whoever else the machine works for."""
    times: list[float] = []
    spent = server.cpu(served_by)
    end = time.perf_counter() + seconds

    def go_on() -> None:
        while time.perf_counter() < end:
            began = time.perf_counter()
            try:
                status = work()
            except StopIteration:
                return
            assert status == http.client.OK, status  # noqa: S101 (a bench that says so)
            times.append(time.perf_counter() - began)

    threads, began = [threading.Thread(target=go_on) for _ in range(size)], time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    times.sort()
    rate, p99 = len(times) / (time.perf_counter() - began), times[int(len(times) * 0.99)]
    cost = (server.cpu(served_by) - spent) / len(times) * 1000
    middle = statistics.median(times) * 1000
    print(f"{name:<18} {rate:>9.1f} {middle:>8.1f} {p99 * 1000:>8.1f} {cost:>8.2f}")
    return len(times)


def _post() -> None:
    """One posting in a transaction of its own, and inside one that is open already."""
    from django.db import transaction  # noqa: PLC0415 (needs the settings)
    from django.utils.timezone import now  # noqa: PLC0415 (as above)

    from marketplace.ledger import chart  # noqa: PLC0415 (as above)
    from marketplace.ledger.actions import post  # noqa: PLC0415 (as above)
    from marketplace.ledger.models import Kind  # noqa: PLC0415 (as above)

    whole, inside = [], []
    for n in range(POSTINGS):
        legs = {chart.gateway("bench"): 3, chart.escrow(1 + n % 20): -2, chart.COMMISSION: -1}
        outer = time.perf_counter()
        with transaction.atomic():
            inner = time.perf_counter()
            post(key=f"bench:{n}", kind=Kind.PAID, legs=legs, at=now())
            inside.append(time.perf_counter() - inner)
        whole.append(time.perf_counter() - outer)
    for name, times in (("posting", inside), ("with its commit", whole)):
        times.sort()
        p99 = times[int(POSTINGS * 0.99)] * 1000
        print(f"{name:<18} {statistics.median(times) * 1000:>8.2f} ms, p99 {p99:.2f} ms")


def _reconcile(number: int) -> None:
    """So many rows of a gateway's day: a few of them wrong, as they are."""
    from datetime import timedelta  # noqa: PLC0415 (needs the settings)

    from django.utils.timezone import localdate, now  # noqa: PLC0415 (as above)

    from marketplace.ledger import chart  # noqa: PLC0415 (as above)
    from marketplace.reconciliation.actions.comparing import reconcile  # noqa: PLC0415 (as above)
    from marketplace.reconciliation.actions.reporting import take_report  # noqa: PLC0415
    from marketplace.reconciliation.models import Difference  # noqa: PLC0415 (as above)
    from marketplace.reconciliation.rows import read_csv  # noqa: PLC0415 (as above)

    at, day = now(), localdate()
    _post_many(number)
    wrong = number // 1_000
    lines = (f"{day},{100_000 + (n < wrong)},R{n},\n" for n in range(number))
    before, began = _memory(), time.perf_counter()
    told = {"begins_on": day - timedelta(1), "ends_on": day, "by": None, "at": at}
    rows = read_csv(_with_head(lines))
    take_report(account=chart.gateway("report"), rows=rows, **told)
    taken = time.perf_counter()
    run = reconcile(day=day, at=at)
    lasted, grew = time.perf_counter() - began, _memory() - before
    found = Difference.objects.open().filter(account="gateway:report").count()
    print(
        f"reconciling {number} rows: {lasted:.1f} s (report taken in {taken - began:.1f} s), "
        f"{run.compared} compared, {found} of {wrong} differences found, memory +{grew} MB"
    )


def _with_head(lines: Iterator[str]) -> Iterator[str]:
    yield "date,amount,reference,text\n"
    yield from lines


def _post_many(number: int) -> None:
    from django.db import transaction  # noqa: PLC0415 (needs the settings)
    from django.utils.timezone import now  # noqa: PLC0415 (as above)

    from marketplace.ledger import chart  # noqa: PLC0415 (as above)
    from marketplace.ledger.actions import Entry, post_all  # noqa: PLC0415 (as above)
    from marketplace.ledger.models import Kind  # noqa: PLC0415 (as above)

    at, began, names = now(), time.perf_counter(), count()
    legs = {chart.gateway("report"): 100_000, chart.SUSPENSE: -100_000}
    entries = (
        Entry(key=f"many:{n}", kind=Kind.SUSPENDED, legs=legs, at=at, reference=f"R{n}")
        for n in islice(names, number)
    )
    while batch := list(islice(entries, BATCH)):
        with transaction.atomic():
            post_all(batch)
    print(f"{number} postings, {BATCH} at a time: {time.perf_counter() - began:.1f} s")


def _memory() -> int:
    """MB this process has held at most."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    main()
