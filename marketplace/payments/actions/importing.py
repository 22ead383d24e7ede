"""A bank's statement as a watcher: every line of money that came is heard as a notice is."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, time
from typing import TYPE_CHECKING, NamedTuple

from django.utils.timezone import get_default_timezone, localdate
from django.utils.translation import gettext as _

from marketplace.payments import memo, queries, registry, statements
from marketplace.payments.actions.settling import receive
from marketplace.payments.gateways import contract
from marketplace.payments.models import Notice, Receipt
from marketplace.selling.queries import is_straight

if TYPE_CHECKING:
    from collections.abc import Sequence

    from accounts.models import User

MOST_TOLD = 50
NOON = time(12)


class NotTaken(Exception):
    """Nothing of the file was taken; ``faults`` say why, line by line."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


class Report(NamedTuple):
    """How many lines there were, how many were news, and what those did."""

    lines: int
    new: int
    outcomes: dict[str, int]


class Statement(NamedTuple):
    """A file that was read: its name, the gateway its account is told under, and its lines.

    ``account`` is the number of a producer's own account, "" for the market's; of such a file only
    the lines that name a payment were read.
    """

    name: str
    gateway: str
    lines: list[statements.Line]
    account: str = ""


def read_statement(*, name: str, content: bytes, account: str, at: datetime) -> Statement:
    """All lines of a statement of one of our accounts; one broken line, and it is refused whole.

    Raises :class:`NotTaken`.
    """
    gateway = registry.accounts().get(account)
    if gateway is not None:
        return Statement(name, gateway, _read(name, content, account, at))
    if not is_straight() or queries.owner_of(account) is None:
        raise NotTaken([_("Chợ không có tài khoản %(number)s.") % {"number": account[:40]}])
    told = [line for line in _read(name, content, account, at) if _is_for_us(line)]
    return Statement(name, registry.straight(), told, account)


def hear_lines(
    *,
    gateway: str,
    lines: Sequence[statements.Line],
    at: datetime,
    by: User | None = None,
    account: str = "",
) -> Report:
    """Hear every line as a notice is heard; what was heard before stays as it was.

    Each line is a change of its own, so that nobody who pays meanwhile waits for a long file;
    broken off, it is heard again from the beginning. ``account`` is a producer's own.
    """
    names = {f"statement:{line.key}": line for line in lines}
    kept = Notice.objects.filter(gateway=gateway, external_id__in=names)
    for known in kept.values_list("external_id", flat=True):
        del names[known]
    heard = [_hear(line, name, (gateway, account), at, by) for name, line in names.items()]
    news = [str(Notice.Outcome(notice.outcome).label) for notice in heard if notice]
    return Report(len(lines), len(news), dict(Counter(news)))


def moment(line: statements.Line) -> datetime:
    """When it happened: a statement says the day alone, and noon stands for it."""
    return datetime.combine(line.on, NOON, tzinfo=get_default_timezone())


def _read(name: str, content: bytes, account: str, at: datetime) -> list[statements.Line]:
    try:
        lines, problems = statements.read(name, content, account=account)
    except statements.NotAStatement as refusal:
        raise NotTaken([_fault_of_file(refusal)]) from refusal
    today = localdate(at)
    problems += [statements.Problem(one.line, "future") for one in lines if one.on > today]
    if problems:
        told = [_fault_of_line(problem) for problem in sorted(problems)[:MOST_TOLD]]
        more = len(problems) - len(told)
        raise NotTaken([*told, *([_("… và %(n)d lỗi nữa") % {"n": more}] if more else [])])
    return lines


def _hear(
    line: statements.Line, name: str, where: tuple[str, str], at: datetime, by: User | None
) -> Notice | None:
    """What came, and what was taken back; other money that went is not this desk's."""
    gateway, account = where
    is_reversal = line.amount < 0
    if is_reversal and not _took_back(line, gateway):
        return None
    told = contract.Notice(
        external_id=name,
        reference=memo.find(line.text),
        amount=abs(line.amount),
        currency=contract.DONG,
        kind=contract.Kind.REVERSED if is_reversal else contract.Kind.PAID,
        paid_at=min(moment(line), at),
        text=line.text,
        bank_reference=line.reference,
        account=account,
    )
    body = f"{line.on}\t{line.amount}\t{line.reference}\t{line.text}".encode()
    source = Notice.Source.STATEMENT
    return receive(gateway=gateway, told=told, body=body, headers={}, at=at, source=source, by=by)


def _is_for_us(line: statements.Line) -> bool:
    """Of a producer's own account: money that came for one of our codes, and nothing else."""
    return line.amount > 0 and bool(memo.find(line.text))


def _took_back(line: statements.Line, gateway: str) -> bool:
    """Whether the bank names the very money that came."""
    same = Receipt.objects.filter(gateway=gateway, amount=-line.amount)
    return bool(line.reference) and same.filter(bank_reference=line.reference).exists()


def _fault_of_line(problem: statements.Problem) -> str:
    words = {
        "day": _("ngày không đọc được"),
        "amount": _("số tiền không đọc được, hoặc vừa có tiền vào vừa có tiền ra"),
        "future": _("ngày ở tương lai"),
    }
    return _("Dòng %(line)d: %(why)s.") % {"line": problem.line, "why": words[problem.why]}


def _fault_of_file(refusal: statements.NotAStatement) -> str:
    words = {
        "too_long": _("Tệp lớn quá %(most)d MB."),
        "encoding": _("Không nhận ra bảng mã của tệp; hãy lưu lại thành «CSV UTF-8»."),
        "csv": _("Dòng %(line)d: dấu nháy mở mà không đóng."),
        "bomb": _("Bảng tính này bung ra quá lớn."),
        "xlsx": _("Không đọc được bảng tính này; tệp hỏng hoặc không phải XLSX."),
        "columns": _("Không thấy dòng tên cột: cần ngày, số tiền (hoặc ghi có), nội dung."),
        "too_many": _("Tệp có hơn %(most)d dòng; hãy tải từng tháng."),
        "empty": _("Tệp không có dòng tiền nào."),
    }
    return words[refusal.why] % refusal.told
