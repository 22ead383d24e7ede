"""The doors to words said in public, and to those that only some may read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.crypto import salted_hmac

from accounts.throttles import caller
from catalog.models import Officer, Producer, Product
from marketplace.orders import access as orders
from marketplace.orders.models import Line
from marketplace.voices.models import Hiding, Question, Review, ReviewPhoto
from marketplace.voices.queries import purchases

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest

    from accounts.models import User
    from traceability.models import Lot

SESSION_KEY = "questions"
MOST_REMEMBERED = 20
LONGEST_KEY = 18
REVIEW, QUESTION = "danh-gia", "cau-hoi"
"""The kinds of words, as addresses name them."""


def line_to_review(request: HttpRequest, code: str, pk: int) -> Line:
    """A line of the buyer's own order; a stranger gets 404."""
    group = orders.group_to_see(request, code)
    lines = Line.objects.select_related("order__producer", "order__group__commune", "pack__product")
    return get_object_or_404(lines, pk=_key(pk), order__group=group)


def review_to_change(request: HttpRequest, code: str, pk: int) -> Review:
    """The buyer's own review of a line."""
    line = line_to_review(request, code, pk)
    return get_object_or_404(Review, line=line, withdrawn_at__isnull=True)


def line_in_hand(request: HttpRequest, wanted: Q) -> Line | None:
    """The newest of those lines that this visitor may review, if any is there."""
    mine = Q(order__group__token__in=orders.remembered(request))
    if request.user.is_authenticated:
        mine |= Q(order__group__user=request.user)
    return purchases.lines_handed_over().filter(mine, wanted).first()


def lot_of_code(code: str) -> Lot:
    """The lot of a code that was issued."""
    lot = purchases.lot_of_code(code)
    if lot is None:
        raise Http404
    return lot


def product_to_review(slug: str) -> Product:
    return get_object_or_404(Product.objects.listed().select_related("producer"), slug=slug)


def remember(request: HttpRequest, question: Question) -> None:
    """Let this browser see what it asked."""
    known = [pk for pk in request.session.get(SESSION_KEY, []) if pk != question.pk]
    request.session[SESSION_KEY] = [*known, question.pk][-MOST_REMEMBERED:]


def question_to_see(request: HttpRequest, pk: int) -> Question:
    """The asker's own; the asker is known by account or by this browser."""
    rows = Question.objects.select_related("product__producer")
    question = get_object_or_404(rows, pk=_key(pk))
    is_own = request.user.is_authenticated and question.asker_id == request.user.pk
    if not is_own and question.pk not in request.session.get(SESSION_KEY, []):
        raise Http404
    return question


def photo_to_see(request: HttpRequest, key: UUID) -> ReviewPhoto:
    """Of a public review; of a hidden one for those who moderate it."""
    photo = get_object_or_404(ReviewPhoto.objects.select_related("review"), key=key)
    if photo.review.is_public:
        return photo
    if not request.user.is_authenticated:
        raise Http404
    get_object_or_404(Review.objects.overseen_by(request.user), pk=photo.review_id)
    return photo


def is_moderator(user: User) -> bool:
    """An officer, of whatever area, or an operator."""
    return user.is_staff or Officer.objects.active().filter(user=user).exists()


def voice_to_moderate(user: User, kind: str, pk: int) -> Review | Question:
    """About goods of an officer's area; an operator's are all."""
    if kind == REVIEW:
        reviews = Review.objects.overseen_by(user).filter(withdrawn_at__isnull=True)
        return get_object_or_404(reviews.select_related("product__producer", "lot"), pk=_key(pk))
    if kind != QUESTION:
        raise Http404
    questions = Question.objects.overseen_by(user).select_related("product__producer")
    return get_object_or_404(questions, pk=_key(pk))


def voice_to_answer(producer: Producer, kind: str, pk: int) -> Review | Question:
    """What waits at this stall, or was answered there; nothing that is hidden."""
    if kind == REVIEW:
        reviews = Review.objects.public().select_related("product", "lot")
        return get_object_or_404(reviews, pk=_key(pk), product__producer=producer)
    if kind != QUESTION:
        raise Http404
    questions = Question.objects.heard().select_related("product")
    return get_object_or_404(questions, pk=_key(pk), product__producer=producer)


def voice_to_flag(kind: str, pk: int) -> Review | Question:
    """What everybody may read."""
    if kind == REVIEW:
        reviews = Review.objects.public().select_related("product__producer")
        return get_object_or_404(reviews, pk=_key(pk))
    if kind != QUESTION:
        raise Http404
    questions = Question.objects.public().select_related("product__producer")
    return get_object_or_404(questions, pk=_key(pk))


def reader_of(request: HttpRequest) -> str:
    """Under which a reader is counted: an account, else the household's address; a keyed hash."""
    if request.user.is_authenticated:
        return salted_hmac("voices.reader", str(request.user.pk)).hexdigest()[:32]
    return salted_hmac("voices.reader", caller(request, "voices")).hexdigest()[:32]


def hiding_of(voice: Review | Question) -> Hiding | None:
    """By which it is hidden now."""
    return voice.hidings.standing().select_related("reason", "review", "question").first()


def _key(pk: int) -> int | None:
    return pk if pk < 10**LONGEST_KEY else None
