"""What writers and askers are told, in the language of the market."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from accounts import outbox

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
    with translation.override(settings.LANGUAGE_CODE):
        _tell_buyer(
            line,
            key=key,
            subject=_("Viết đánh giá «%(goods)s»") % words,
            body=_("Mở liên kết này để viết đánh giá «%(goods)s» bạn đã mua: %(link)s") % words,
            at=at,
        )


def tell_review_answered(review: Review, *, at: datetime) -> None:
    words = {
        "producer": review.product.producer,
        "product": review.product,
        "link": f"{settings.SITE_URL}{review.get_absolute_url()}",
    }
    with translation.override(settings.LANGUAGE_CODE):
        _tell_buyer(
            review.line,
            key=f"review-answered:{review.pk}",
            subject=_("%(producer)s trả lời đánh giá của bạn") % words,
            body=_("%(producer)s đã trả lời đánh giá của bạn về «%(product)s»: %(link)s") % words,
            at=at,
        )


def tell_question_answered(question: Question, *, phone: str, at: datetime) -> None:
    words = {
        "producer": question.product.producer,
        "product": question.product,
        "link": f"{settings.SITE_URL}{question.get_absolute_url()}",
    }
    with translation.override(settings.LANGUAGE_CODE):
        outbox.tell(
            key=f"question-answered:{question.pk}",
            phone=phone,
            email="",
            subject=_("Câu hỏi của bạn đã có trả lời"),
            body=_(
                "%(producer)s đã trả lời câu bạn hỏi về «%(product)s»: %(link)s. "
                "Chúng tôi chỉ báo một lần rồi quên số này."
            )
            % words,
            at=at,
        )


def tell_hidden(hiding: Hiding, *, at: datetime) -> None:
    review = _review(hiding)
    with translation.override(settings.LANGUAGE_CODE):
        words = {
            "goods": review.line.name,
            "reason": hiding.reason,
            "link": write_link(review.line),
        }
        _tell_buyer(
            review.line,
            key=f"review-hidden:{hiding.pk}",
            subject=_("Đánh giá của bạn đang được ẩn"),
            body=_(
                "Đánh giá của bạn về «%(goods)s» đang được ẩn, vì: %(reason)s. "
                "Bạn không đồng ý? Gửi ý kiến ở đây: %(link)s"
            )
            % words,
            at=at,
        )


def tell_settled(hiding: Hiding, *, at: datetime) -> None:
    review = _review(hiding)
    with translation.override(settings.LANGUAGE_CODE):
        told = (
            _("Đánh giá của bạn về «%(goods)s» đã hiện lại. %(word)s")
            if hiding.lifted_at
            else _("Đánh giá của bạn về «%(goods)s» vẫn được ẩn. %(word)s")
        )
        _tell_buyer(
            review.line,
            key=f"review-settled:{hiding.pk}:{'lifted' if hiding.lifted_at else 'upheld'}",
            subject=_("Về đánh giá bạn đã viết"),
            body=told % {"goods": review.line.name, "word": hiding.word},
            at=at,
        )


def _review(hiding: Hiding) -> Review:
    review = hiding.review
    if review is None:
        raise ValueError(hiding.pk)
    return review


def _tell_buyer(line: Line, *, key: str, subject: str, body: str, at: datetime) -> None:
    group = line.order.group
    outbox.tell(
        key=key, phone=group.buyer_phone, email=group.buyer_email, subject=subject, body=body, at=at
    )
