"""Asking a producer, and what became of one's own question."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts import codes, limits
from accounts.forms import CodeForm
from accounts.http import sent
from accounts.throttles import caller
from marketplace.voices import access
from marketplace.voices.actions import asking, moderating
from marketplace.voices.forms.moderation import AppealForm
from marketplace.voices.forms.questions import QuestionForm

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from catalog.models import Product
    from marketplace.voices.models import Question

TRIES = 10
TRIES_WITHIN = timedelta(days=1)


@never_cache
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest, slug: str) -> HttpResponse:
    """A question about a product; a guest leaves a number to be told the answer at."""
    product = access.product_to_review(slug)
    asker = request.user if request.user.is_authenticated else None
    form = QuestionForm(sent(request), asker=asker)
    if not form.is_valid():
        return _page(request, product, form, status=422 if form.is_bound else 200)
    try:
        limits.count_try(key=caller(request, "voices"), at=now(), limit=TRIES, within=TRIES_WITHIN)
        text = form.cleaned_data["text"]
        question = asking.ask_question(
            product=product, asker=asker, phone=form.told_to, text=text, at=now()
        )
    except limits.TooOften:
        form.add_error(None, _("Hôm nay bạn hỏi nhiều rồi; mai hỏi tiếp nhé."))
        return _page(request, product, form, status=429)
    except asking.EnoughAsked as refusal:
        form.add_error(None, refusal)
        return _page(request, product, form, status=422)
    access.remember(request, question)
    if question.is_confirmed:
        messages.success(request, _("Đã gửi câu hỏi. Có trả lời chúng tôi sẽ nhắn bạn."))
    else:
        _send_code(request, question)
    return redirect("voices:question", question.pk)


def _page(
    request: HttpRequest, product: Product, form: QuestionForm, *, status: int
) -> HttpResponse:
    page = {"product": product, "form": form}
    return TemplateResponse(request, "voices/ask.html", page, status=status)


@never_cache
@require_http_methods(["GET", "POST"])
def question(request: HttpRequest, pk: int) -> HttpResponse:
    """One's own question: waiting, answered, or hidden and why; posted to, one objects."""
    asked = access.question_to_see(request, pk)
    hiding, form = access.hiding_of(asked), AppealForm(sent(request))
    if hiding and form.is_valid():
        try:
            moderating.object_to(hiding=hiding, at=now(), **form.cleaned_data)
            messages.success(request, _("Đã gửi ý kiến. Chúng tôi sẽ trả lời bạn."))
        except moderating.NothingToSay as refusal:
            messages.warning(request, refusal.messages[0])
        return redirect("voices:question", pk)
    page = {"question": asked, "hiding": hiding, "appeal_form": form, "code_form": CodeForm()}
    status = 422 if request.method == "POST" else 200
    return TemplateResponse(request, "voices/question.html", page, status=status)


@never_cache
@require_POST
def code(request: HttpRequest, pk: int) -> HttpResponse:
    """The code that shows that the asker holds the number; sent without one, another is sent."""
    asked = access.question_to_see(request, pk)
    if asked.is_confirmed:
        return redirect("voices:question", pk)
    if "code" not in request.POST:
        _send_code(request, asked)
        return redirect("voices:question", pk)
    form = CodeForm(request.POST)
    if form.is_valid() and _is_right(request, asked, form):
        asking.confirm(question=asked, at=now())
        messages.success(request, _("Đã gửi câu hỏi. Có trả lời chúng tôi sẽ nhắn bạn."))
        return redirect("voices:question", pk)
    page = {"question": asked, "hiding": None, "appeal_form": AppealForm(), "code_form": form}
    return TemplateResponse(request, "voices/question.html", page, status=422)


def _send_code(request: HttpRequest, asked: Question) -> None:
    """To the number of the question, five an hour at most."""
    try:
        codes.ask(request, purpose=_purpose(asked), phone=asked.phone, at=now())
    except limits.TooOften:
        messages.warning(request, _("Mã vừa được nhắn mấy lần rồi; xem lại tin nhắn mới nhất."))


def _is_right(request: HttpRequest, asked: Question, form: CodeForm) -> bool:
    """Whether that is the code; else it is said at the field."""
    told: dict[str, Any] = {"purpose": _purpose(asked), "phone": asked.phone, "at": now()}
    try:
        if codes.is_right(request, typed=form.cleaned_data["code"], **told):
            return True
    except limits.TooOften:
        form.add_error("code", _("Bạn thử hơi nhiều lần rồi; một lát nữa thử lại nhé."))
    else:
        form.add_error("code", _("Mã chưa đúng. Xem lại tin nhắn mới nhất."))
    return False


def _purpose(asked: Question) -> str:
    return f"question:{asked.pk}"
