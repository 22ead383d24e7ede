"""A producer's money: what it may be paid, every đồng from sale to bank, and papers of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from accounts.http import sent
from catalog import access as stalls
from catalog.stalls import frame
from marketplace.fees.queries import rules_of
from marketplace.payments.banks import name_of
from marketplace.payouts import access
from marketplace.payouts.actions.accounts import tell_account
from marketplace.payouts.forms import AccountForm
from marketplace.payouts.queries import money, statement
from marketplace.payouts.queries.runs import account_of
from marketplace.payouts.views import answers, papers
from marketplace.payouts.views.periods import Asked, asked

if TYPE_CHECKING:
    from django.http import HttpResponse
    from django.http.response import HttpResponseBase

    from accounts.http import SignedInRequest
    from catalog.models import Producer
    from marketplace.fees.models import Rate

HERE = "payouts:money"
PER_PAGE = 20
FIRST_YEAR = 2025


@login_required
@never_cache
@require_GET
def of_stall(request: SignedInRequest, producer: str) -> HttpResponse:
    """The stall's money in a month, the newest first."""
    mine = access.producer_to_account_for(request.user, producer)
    month, account = asked(request), account_of(mine.pk, at=now())
    booked = Paginator(statement.latest(mine, month.period), PER_PAGE)
    page = booked.get_page(request.GET.get("trang"))
    whole = statement.overview(mine, month.period)
    context = {
        "now": money.now(mine),
        "month": month,
        "whole": whole,
        "lines": papers.money_lines(whole.sums),
        "rows": page,
        "told": list(statement.told(mine, [statement.Booked(*one) for one in page.object_list])),
        "rules": _rules(mine, month),
        "account": account,
        "number": access.account_shown(request.user, account),
        "bank": name_of(account.bank) if account else "",
        "is_owner": access.may_see_number(request.user, mine),
        "years": range(FIRST_YEAR, localdate().year + 1),
        **frame(mine, HERE),
    }
    return TemplateResponse(request, "payouts/money.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def account(request: SignedInRequest, producer: str) -> HttpResponse:
    """Where its owner wants the money."""
    mine = stalls.owned_stall(request.user, producer)
    form = AccountForm(sent(request), known=account_of(mine.pk, at=now()))
    if form.is_valid():
        tell_account(producer=mine, by=request.user, at=now(), **form.cleaned_data)
        messages.success(request, _("Đã ghi tài khoản. Đợt chuyển tiền tới sẽ về đây."))
        return redirect(HERE, producer)
    context = {"form": form, **frame(mine, HERE)}
    status = 422 if form.errors else 200
    return TemplateResponse(request, "payouts/account.html", context, status=status)


@login_required
@never_cache
@require_GET
def file(request: SignedInRequest, producer: str, form: str) -> HttpResponseBase:
    """The statement to take along."""
    mine, month = access.producer_to_account_for(request.user, producer), asked(request)
    name = f"sao-ke-{mine.slug[:40]}-{month.value}"
    if form == "pdf":
        rules = _rules(mine, month)
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


def _rules(producer: Producer, month: Asked) -> list[Rate]:
    since, until = month.period.since, month.period.until
    return rules_of(
        producer,
        since=localdate(since) if since else None,
        until=localdate(until) if until else None,
    )
