"""What writers and askers are told, each in the language they wrote in."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts import outbox
from accounts.language import speaking
from accounts.messages.kinds import Kind
from marketplace.orders.letters import tell_buyer

if TYPE_CHECKING:
    from datetime import datetime

    from marketplace.orders.models import Line
    from marketplace.voices.models import Hiding, Question, Review


def write_link(line: Line) -> str:
    """The address at which the buyer of a line writes its review, without signing in."""
    group = line.order.group
    page = reverse("voices:write", args=[group.code, line.pk])
    return f"{settings.SITE_URL}{page}?{urlencode({'k': group.token})}"


def tell_way_to_write(line: Line, *, key: str, at: datetime) -> None:
    """To the telephone of the order alone."""
    words = {"goods": line.name, "link": write_link(line)}
    group = line.order.group
    with speaking(group.language):
        tell_buyer(
            group,
            kind=Kind.REVIEW_LINK,
            key=key,
            subject=_("Viết đánh giá «%(goods)s»") % words,
            body=_("Mở liên kết này để viết đánh giá «%(goods)s» bạn đã mua: %(link)s") % words,
            short=_("Chợ Gốc: viết đánh giá ở %(link)s") % words,
            at=at,
        )


def tell_review_answered(review: Review, *, at: datetime) -> None:
    group = review.line.order.group
    words = {
        "producer": review.product.producer,
        "product": review.product,
        "link": f"{settings.SITE_URL}{review.get_absolute_url()}",
    }
    with speaking(group.language):
        tell_buyer(
            group,
            kind=Kind.REVIEW_ANSWERED,
            key=f"review-answered:{review.pk}",
            subject=_("%(producer)s trả lời đánh giá của bạn") % words,
            body=_("%(producer)s đã trả lời đánh giá của bạn về «%(product)s»: %(link)s") % words,
            short=_("Chợ Gốc: đánh giá của bạn có trả lời. %(link)s") % words,
            at=at,
        )


def tell_question_answered(question: Question, *, phone: str, at: datetime) -> None:
    words = {
        "producer": question.product.producer,
        "product": question.product,
        "link": f"{settings.SITE_URL}{question.get_absolute_url()}",
    }
    with speaking(question.language):
        outbox.tell(
            kind=Kind.QUESTION_ANSWERED,
            key=f"question-answered:{question.pk}",
            phone=phone,
            email="",
            subject=_("Câu hỏi của bạn đã có trả lời"),
            body=_(
                "%(producer)s đã trả lời câu bạn hỏi về «%(product)s»: %(link)s. "
                "Chúng tôi chỉ báo một lần rồi quên số này."
            )
            % words,
            short=_("Chợ Gốc: câu hỏi của bạn có trả lời. %(link)s") % words,
            at=at,
        )


def tell_hidden(hiding: Hiding, *, at: datetime) -> None:
    line = _review(hiding).line
    group = line.order.group
    with speaking(group.language):
        words = {"goods": line.name, "reason": hiding.reason, "link": write_link(line)}
        tell_buyer(
            group,
            kind=Kind.REVIEW_HIDDEN,
            key=f"review-hidden:{hiding.pk}",
            subject=_("Đánh giá của bạn đang được ẩn"),
            body=_(
                "Đánh giá của bạn về «%(goods)s» đang được ẩn, vì: %(reason)s. "
                "Bạn không đồng ý? Gửi ý kiến ở đây: %(link)s"
            )
            % words,
            short=_("Chợ Gốc: đánh giá của bạn đang được ẩn. %(link)s") % words,
            at=at,
        )


def tell_settled(hiding: Hiding, *, at: datetime) -> None:
    line = _review(hiding).line
    with speaking(line.order.group.language):
        told = (
            _("Đánh giá của bạn về «%(goods)s» đã hiện lại. %(word)s")
            if hiding.lifted_at
            else _("Đánh giá của bạn về «%(goods)s» vẫn được ẩn. %(word)s")
        )
        tell_buyer(
            line.order.group,
            kind=Kind.REVIEW_SETTLED,
            key=f"review-settled:{hiding.pk}:{'lifted' if hiding.lifted_at else 'upheld'}",
            subject=_("Về đánh giá bạn đã viết"),
            body=told % {"goods": line.name, "word": hiding.word},
            at=at,
        )


def _review(hiding: Hiding) -> Review:
    review = hiding.review
    if review is None:
        raise ValueError(hiding.pk)
    return review
