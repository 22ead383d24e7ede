"""A producer's money: what it may be paid, every đồng from sale to bank, and papers of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.functional import cached_property
from django.utils.timezone import localdate, localtime, now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts import again
from accounts.http import sent
from catalog import access as stalls
from catalog.stalls import frame
from marketplace.fees.models import Rate
from marketplace.fees.queries import rules_of
from marketplace.payments import registry
from marketplace.payments.banks import name_of
from marketplace.payments.queries import producer_account
from marketplace.payments.terms import DECLARES, term
from marketplace.payouts import access
from marketplace.payouts.actions import accounts as people
from marketplace.payouts.forms import AccountForm
from marketplace.payouts.queries import bills, money, months, statement
from marketplace.payouts.views import answers, papers
from marketplace.payouts.views.periods import ALL, Asked, asked
from marketplace.selling.queries import is_straight, may_be_paid

if TYPE_CHECKING:
    from datetime import datetime

    from django.core.paginator import Page
    from django.db.models import QuerySet
    from django.http import HttpResponse
    from django.http.response import HttpResponseBase

    from accounts.http import SignedInRequest
    from catalog.models import Producer
    from marketplace.ledger.models import Leg
    from marketplace.payments.models import BankAccount

HERE = "payouts:money"
PER_PAGE = 20
FIRST_YEAR = 2025


@login_required
@never_cache
@require_GET
def of_stall(request: SignedInRequest, producer: str) -> HttpResponse:
    """The stall's money in a month, the newest first."""
    mine = access.producer_to_account_for(request.user, producer)
    month, account = asked(request), producer_account(mine.pk, at=now())
    known = months.kept(mine)
    page = _page(known, month, request.GET.get("trang"))
    whole = months.overview(known, month.period)
    context = {
        "now": money.now(known),
        "month": month,
        "whole": whole,
        "lines": papers.money_lines(whole.sums),
        "rows": page,
        "told": list(statement.told(mine, statement.booked_under(page.object_list))),
        "months": months.all_months(known) if month.value == ALL else (),
        "rules": _rules(mine, month, whole),
        "account": account,
        "number": access.account_shown(request.user, account),
        "bank": name_of(account.bank) if account else "",
        "change": _change(mine),
        "is_owner": access.may_see_number(request.user, mine),
        "straight": _straight(mine) if is_straight() else None,
        "years": range(FIRST_YEAR, localdate().year + 1),
        **frame(mine, HERE),
    }
    return TemplateResponse(request, "payouts/money.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def account(request: SignedInRequest, producer: str) -> HttpResponse:
    """Where its owner wants the money, who is asked again whether it is they."""
    mine, at = stalls.owned_stall(request.user, producer), now()
    if not again.is_fresh(request):
        return again.ask(request)
    known = producer_account(mine.pk, at=at)
    form = AccountForm(sent(request), known=known)
    if form.is_valid():
        told = people.tell_account(producer=mine, by=request.user, at=at, **form.cleaned_data)
        messages.success(request, _told(told, at))
        return redirect(HERE, producer)
    page = {"form": form, "known": known, "days": settings.ACCOUNT_COOLING_DAYS}
    status = 422 if form.errors else 200
    context = {**page, **frame(mine, HERE)}
    return TemplateResponse(request, "payouts/account.html", context, status=status)


@login_required
@require_POST
def account_stop(request: SignedInRequest, producer: str, pk: int) -> HttpResponse:
    """The change was not meant; who stops it is not asked again, for it harms nobody."""
    change = access.account_to_stop(request.user, producer, pk)
    try:
        people.stop_account(account=change, by=request.user, at=now())
    except people.TooLate as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Đã dừng: tiền vẫn về tài khoản cũ."))
    return redirect(HERE, producer)


@login_required
@never_cache
@require_GET
def file(request: SignedInRequest, producer: str, form: str) -> HttpResponseBase:
    """The statement to take along."""
    mine, month = access.producer_to_account_for(request.user, producer), asked(request)
    name = f"sao-ke-{mine.slug[:40]}-{month.value}"
    if form == "pdf":
        rules = _rules(mine, month, statement.overview(mine, month.period))
        return answers.paper(papers.printed_statement(mine, month, rules, at=now()), name)
    return answers.table(form, name, papers.heading(), papers.cells(mine, month))


@login_required
@never_cache
@require_GET
def certificate(request: SignedInRequest, producer: str, year: int, form: str) -> HttpResponseBase:
    """What was withheld from it in a year."""
    mine = access.producer_to_account_for(request.user, producer)
    if not FIRST_YEAR <= year <= localdate().year:
        raise Http404
    name = f"khau-tru-{year}-{mine.slug[:40]}"
    if form == "pdf":
        return answers.paper(papers.printed_certificate(mine, year, at=now()), name)
    heading = [_("Tháng"), _("Doanh thu"), _("Thuế GTGT khấu trừ"), _("Thuế TNCN khấu trừ")]
    return answers.table(form, name, heading, papers.certificate_rows(mine, year))


def _page(known: months.Kept, month: Asked, number: str | None) -> Page[int]:
    """The keys of some transactions, without counting or reading those of other months."""
    extent = months.extent(known, month.period)
    span = replace(month.period, after=max(0, extent.first - 1), upto=extent.last)
    return Counted(statement.latest(known.producer, span), extent.booked).get_page(number)


class Counted(Paginator[int]):
    """Pages of what was counted before."""

    def __init__(self, keys: QuerySet[Leg, int], booked: int) -> None:
        super().__init__(keys, PER_PAGE)
        self.booked = booked

    @cached_property
    def count(self) -> int:
        return self.booked


def _change(mine: Producer) -> dict[str, object]:
    """An account that is told and does not count yet, with its bank."""
    cooling = mine.bank_accounts.cooling(at=now()).first()
    return {"account": cooling, "bank": name_of(cooling.bank)} if cooling else {}


def _told(account: BankAccount, at: datetime) -> str:
    """From when on money goes there."""
    if account.valid_from <= at:
        return _("Đã ghi tài khoản. Đợt chuyển tiền tới sẽ về đây.")
    day = f"{localtime(account.valid_from):%H:%M %d/%m/%Y}"
    return _("Đã ghi. Từ %(day)s tiền về tài khoản mới; đến lúc ấy vẫn về tài khoản cũ.") % {
        "day": day
    }


def _straight(mine: Producer) -> dict[str, object]:
    """What holds where buyers pay it straight."""
    return {
        "is_confirmed": may_be_paid(mine),
        "rule": term(DECLARES, on=localdate()),
        "bills": bills.owed_by(mine),
        "today": localdate(),
        "market": registry.own_account(),
    }


def _rules(producer: Producer, month: Asked, whole: statement.Overview) -> list[Rate]:
    """Why something was taken: of taxes only where some were, once buyers pay straight."""
    since, until = month.period.since, month.period.until
    rules = rules_of(
        producer,
        since=localdate(since) if since else None,
        until=localdate(until) if until else None,
    )
    is_withheld = not is_straight() or bool(whole.sums.vat or whole.sums.pit)
    return [rule for rule in rules if is_withheld or rule.kind == Rate.Kind.COMMISSION]
