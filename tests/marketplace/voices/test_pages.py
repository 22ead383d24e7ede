"""The pages: who writes, who reads, who answers, who hides; in how many queries."""

from __future__ import annotations

import json
import re

import pytest
from django.core.cache import caches
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.timezone import now

from accounts.models import Message
from marketplace.orders import letters
from marketplace.orders.models import Parcel
from marketplace.voices.actions.answering import answer_question, answer_review
from marketplace.voices.actions.contacts import show_contact
from marketplace.voices.models import Question, Review
from tests.factories import LotFactory, MembershipFactory, OfficerFactory, UserFactory
from tests.marketplace.voices.stories import (
    PHONE,
    HidingReasonFactory,
    came,
    hidden,
    picture,
    question,
    review,
    reviews,
)
from traceability.models import ItemCode, LabelRun

pytestmark = pytest.mark.django_db
TOKEN = re.compile(r'value="[A-Za-z0-9]{64}"')
TOO_LARGE = "more than ten million bytes"
FILLED = {"score": "4", "text": "Thơm, nước xanh.", "shown_as": "place"}


def forget():
    """As if half a minute had gone by: what people wrote is no turn until it is decided on."""
    for kept in ("pages", "drawn"):
        caches[kept].clear()


@pytest.fixture(autouse=True)
def _place(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    forget()


def write_page(line):
    return reverse("voices:write", args=[line.order.group.code, line.pk])


def sign(client, line):
    """As the buyer, by the secret link of the order."""
    client.get(letters.link(line.order.group))


def shown(client, product):
    return client.get(product.get_absolute_url()).text


def test_a_guest_writes_by_the_link_of_the_order_with_photos(client):
    line = came()
    sign(client, line)
    assert write_page(line) in client.get(line.order.group.get_absolute_url()).text

    answer = client.post(write_page(line), {**FILLED, "photos": [picture(), picture()]})

    assert answer.status_code == 302
    said = Review.objects.get()
    assert (said.score, said.photos.count()) == (4, 2)
    page = shown(client, said.product)
    assert "Thơm, nước xanh." in page
    assert "Người mua ở Ba Chẽ" in page
    assert "Kín" not in page
    photo = client.get(reverse("storefront:review_photo", args=[said.photos.first().key]))
    assert b"".join(photo.streaming_content)[:4] == b"RIFF"


def test_a_link_of_the_letter_is_taken_once_and_leaves_the_address(client):
    line = came()
    answer = client.get(write_page(line), {"k": line.order.group.token})
    assert answer.url == write_page(line)
    assert client.get(answer.url).status_code == 200
    assert client.get(write_page(came())).status_code == 404


@pytest.mark.parametrize(
    ("sent", "field", "told"),
    [
        ({"text": "Gọi tôi 0912 345 678"}, "text", "xin bỏ số điện thoại ra"),
        ({"text": "a" * 2001}, "text", "2000"),
        ({"text": "a\0b"}, "text", ""),
        ({"score": "6"}, "score", ""),
        ({"score": ""}, "score", ""),
        ({"shown_as": "phone"}, "shown_as", ""),
        ({"photos": 40}, "photos", "Tối đa 5 ảnh; bạn gửi 40 ảnh"),
        ({"photos": b"%PDF"}, "photos", "Chỉ nhận ảnh JPG, PNG hoặc WebP"),
        ({"photos": TOO_LARGE}, "photos", "Ảnh lớn quá 10 MB"),
    ],
)
def test_what_cannot_be_taken_is_said_at_its_box_and_the_rest_is_kept(client, sent, field, told):
    line = came()
    sign(client, line)
    photos = sent.get("photos")
    if isinstance(photos, int):
        sent = {"photos": [picture() for _ in range(photos)]}
    elif photos:
        content = b"\xff\xd8\xff" + bytes(10_000_001) if photos == TOO_LARGE else photos
        sent = {"photos": SimpleUploadedFile("anh.jpg", content)}

    answer = client.post(write_page(line), {**FILLED, **sent})

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert told in str(answer.context["form"].errors[field])
    assert Review.objects.count() == 0
    assert field == "text" or FILLED["text"] in answer.text


def test_markup_and_turning_marks_are_only_letters(client):
    said = review(text="<script>alert(1)</script>")
    page = shown(client, said.product)
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert(1)" not in page
    sign(client, said.line)
    client.post(write_page(said.line), {**FILLED, "text": "a\u202eb"})
    said.refresh_from_db()
    assert said.text == "ab"


def test_a_member_of_the_stall_is_refused_aloud(client):
    lot = LotFactory()
    member = MembershipFactory(producer=lot.producer).user
    line = came(lot, user=member)
    client.force_login(member)

    answer = client.post(write_page(line), FILLED)

    assert answer.status_code == 422
    assert "không đánh giá được món của mình" in answer.text
    assert Review.objects.count() == 0


def test_a_review_is_changed_and_taken_back_on_its_own_page(client):
    said = review(at=now())
    sign(client, said.line)
    assert "Ngon, gói kỹ." in client.get(write_page(said.line)).text

    client.post(write_page(said.line), FILLED)
    assert "đã sửa" in shown(client, said.product)
    client.post(reverse("voices:withdrawal", args=[said.line.order.group.code, said.line_id]))

    forget()
    assert FILLED["text"] not in shown(client, said.product)
    assert "Hàng bạn mua thế nào?" in client.get(write_page(said.line)).text


def test_a_hidden_review_says_why_to_its_writer_alone_who_may_object(client):
    said = review(text="Lời bị ẩn")
    hidden(said, note="Bỏ câu cuối.")
    assert "Lời bị ẩn" not in shown(client, said.product)
    sign(client, said.line)
    page = client.get(write_page(said.line)).text
    for words in ("Lời bị ẩn", "Chửi bới, xúc phạm người khác", "Bỏ câu cuối."):
        assert words in page

    address = reverse("voices:appeal", args=[said.line.order.group.code, said.line_id])
    assert client.post(address, {"appeal": ""}).status_code == 422
    assert client.post(address, {"appeal": "Tôi nói thật."}).status_code == 302

    page = client.get(write_page(said.line)).text
    assert "Đang được xem lại" in page
    assert 'name="appeal"' not in page


def test_a_hidden_photo_is_for_moderators_only(client):
    line = came()
    sign(client, line)
    client.post(write_page(line), {**FILLED, "photos": [picture()]})
    said = Review.objects.get()
    hidden(said)
    address = reverse("storefront:review_photo", args=[said.photos.get().key])
    assert client.get(address).status_code == 404
    client.force_login(OfficerFactory(province=said.product.producer.province).user)
    answer = client.get(address)
    assert (answer.status_code, answer["Cache-Control"]) == (200, "no-store")
    answer.close()


def test_points_are_figures_and_never_stars(client):
    lot = LotFactory()
    reviews(lot, 5, 4)
    page = shown(client, lot.pack.product)
    assert "<strong>4,5</strong> trên 5 điểm · 2 người mua đánh giá" in page
    assert '#star"' not in page


def test_machines_are_told_what_the_page_says(client):
    lot = LotFactory()
    assert "aggregateRating" not in shown(client, lot.pack.product)
    reviews(lot, 5, 4)
    forget()
    page = shown(client, lot.pack.product)
    told = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page)[1])
    assert told["aggregateRating"] == {
        "@type": "AggregateRating",
        "ratingValue": 4.5,
        "reviewCount": 2,
        "bestRating": 5,
        "worstRating": 1,
    }
    assert [one["reviewRating"]["ratingValue"] for one in told["review"]] == [4, 5]


@pytest.mark.parametrize("rows", [1, 3])
def test_a_product_page_with_all_that_is_said_takes_eighteen_queries(
    client, rows, django_assert_num_queries
):
    lot = LotFactory()
    reviews(lot, *[5] * rows)
    for n in range(rows):
        asked = question(lot.pack.product, text=f"Hỏi {n}?")
        answer_question(question=asked, answer="Có.", by=UserFactory(), at=now())
    show_contact(
        producer=lot.producer, phone=PHONE, takes_calls=True, is_on_zalo=True,
        by=UserFactory(), at=now(),
    )  # fmt: skip
    with django_assert_num_queries(18):
        page = shown(client, lot.pack.product)
    assert page.count('class="voice ') == 2 * rows
    assert 'href="tel:+84912345678"' in page
    assert 'href="https://zalo.me/0912345678"' in page


@pytest.mark.parametrize("rows", [1, 3])
def test_lists_take_as_many_queries_for_one_row_as_for_three(
    client, rows, django_assert_num_queries
):
    lot = LotFactory()
    said = reviews(lot, *[2] * rows)
    slug, trace = lot.pack.product.slug, lot.trace_code
    with django_assert_num_queries(8):
        page = client.get(reverse("storefront:reviews", args=[slug]))
    assert list(page.context["rows"]) == said[::-1]
    with django_assert_num_queries(6):
        page = client.get(reverse("storefront:lot_reviews", args=[trace]))
    assert list(page.context["rows"]) == said[::-1]
    owner = MembershipFactory(producer=lot.producer)
    client.force_login(owner.user)
    with django_assert_num_queries(8):
        page = client.get(reverse("workspace:voices", args=[lot.producer.slug]))
    assert list(page.context["rows"]) == said[::-1]
    client.force_login(OfficerFactory(province=lot.producer.province).user)
    with django_assert_num_queries(6):
        page = client.get(reverse("voices:moderation"))
    assert list(page.context["rows"]) == said[::-1]


def test_a_lot_that_is_notably_worse_says_so_on_its_own_pages(client):
    bad = LotFactory()
    good = LotFactory(pack=bad.pack)
    reviews(good, 5, 5, 4)
    reviews(bad, 1, 2, 2)
    said = "Người mua chê lô này hơn các lô khác"
    for name in ("scan:lot", "storefront:lot_reviews"):
        assert said in client.get(reverse(name, args=[bad.trace_code])).text
        assert said not in client.get(reverse(name, args=[good.trace_code])).text


def test_a_kept_scan_page_turns_when_its_lot_is_reviewed(client):
    lot = LotFactory()
    address = reverse("scan:lot", args=[lot.trace_code])
    assert "Chưa người mua nào đánh giá lô này" in client.get(address).text
    said = review(came(lot), 4)
    assert "<strong>4,0</strong> trên 5 điểm" in client.get(address).text
    hidden(said)
    assert "Chưa người mua nào đánh giá lô này" in client.get(address).text


def test_a_jars_own_code_finds_the_purchase_of_whoever_holds_it(client):
    line = came()
    lot = line.allocations.get().lot
    run = LabelRun.objects.create(lot=lot, count=1, issued_at=now())
    code = ItemCode.objects.create(lot=lot, run=run, serial="AB2345CDEF")
    parcel = Parcel.objects.create(order=line.order, opened_at=now())
    line.items.create(code=code, parcel=parcel)
    address = reverse("voices:leave", args=[code.serial])
    assert client.get(address).status_code == 200

    sign(client, line)

    assert client.get(address).url == f"{write_page(line)}?lo={lot.trace_code}"
    assert client.get(reverse("voices:leave", args=["NEVERISSUED"])).status_code == 404


def test_only_the_telephone_that_bought_is_sent_a_link_and_nobody_learns_which(client):
    line = came()
    address = reverse("voices:leave_product", args=[line.pack.product.slug])
    answers = [
        TOKEN.sub("", client.post(address, {"phone": phone}, follow=True).text)
        for phone in ("0987 000 111", "0912 345 678", "0912 345 678")
    ]
    assert answers[0] == answers[1] == answers[2]
    told = Message.objects.get()
    assert told.phone == PHONE
    assert f"{write_page(line)}?k={line.order.group.token}" in told.body
    assert client.post(address, {"phone": "12"}).status_code == 422


def test_a_question_is_its_askers_until_it_is_answered(client):
    product = LotFactory().pack.product
    address = reverse("voices:ask", args=[product.slug])
    assert client.post(address, {"text": "Cay không?", "phone": "12"}).status_code == 422

    answer = client.post(address, {"text": "Cay không?", "phone": "0912 345 678"})

    asked = Question.objects.get()
    assert (asked.is_confirmed, Question.objects.waiting().count()) == (False, 0)
    page = reverse("voices:question_code", args=[asked.pk])
    right = re.search(r"\b\d{6}\b", Message.objects.get().body).group()
    assert client.post(page, {"code": f"{(int(right) + 1) % 10**6:06}"}).status_code == 422
    assert client.post(page, {"code": right}).url == answer.url
    asked.refresh_from_db()
    assert "Đang chờ trả lời" in client.get(answer.url).text
    listed = reverse("storefront:questions", args=[product.slug])
    assert "Cay không?" not in client.get(listed).text
    answer_question(question=asked, answer="Không cay.", by=UserFactory(), at=now())
    forget()
    assert "Không cay." in client.get(listed).text
    client.session.flush()
    client.cookies.clear()
    assert client.get(answer.url).status_code == 404


def test_who_asks_all_day_is_asked_to_come_back(client, monkeypatch):
    monkeypatch.setattr("marketplace.voices.views.asking.TRIES", 1)
    address = reverse("voices:ask", args=[LotFactory().pack.product.slug])
    answers = [
        client.post(address, {"text": f"Hỏi {n}?", "phone": "0912 345 678"}).status_code
        for n in range(2)
    ]
    assert (answers, Question.objects.count()) == ([302, 429], 1)


def test_a_producer_answers_in_the_workspace_what_is_asked_of_its_own_goods(client):
    asked, said = question(), review()
    owner = MembershipFactory(producer=asked.product.producer)
    client.force_login(owner.user)
    here = owner.producer.slug
    assert (
        '<span class="door__count number">1</span> câu hỏi'
        in client.get(reverse("workspace:stall", args=[here])).text
    )
    foreign = reverse("workspace:answer", args=[here, "danh-gia", said.pk])
    assert client.get(foreign).status_code == 404

    address = reverse("workspace:answer", args=[here, "cau-hoi", asked.pk])
    assert client.post(address, {"answer": ""}).status_code == 422
    assert client.post(address, {"answer": "80 độ."}).status_code == 302

    page = client.get(reverse("workspace:voices", args=[here]), {"loai": "cau-hoi"}).text
    assert "80 độ." in page


def test_an_officer_hides_in_the_own_area_and_an_operator_everywhere(client):
    said = review(text="Đồ lừa đảo, tên A.")
    answer_review(review=said, answer="Xin lỗi bạn.", by=UserFactory(), at=now())
    reason = HidingReasonFactory()
    address = reverse("voices:moderated", args=["danh-gia", said.pk])
    operator = UserFactory(is_staff=True)
    for user in (operator, OfficerFactory(province=said.product.producer.province).user):
        client.force_login(user)
        assert "Đồ lừa đảo" in client.get(address).text
    assert client.post(address, {"reason": ""}).status_code == 422

    client.post(address, {"reason": reason.pk, "note": ""})

    assert list(Review.objects.public()) == []
    assert "Giữ ẩn" in client.get(address).text
    client.post(address, {"outcome": "lift", "word": "Đã xem lại."})
    assert list(Review.objects.public()) == [said]
    client.force_login(UserFactory())
    assert client.get(address).status_code == 404


def test_programs_read_reviews_a_page_at_a_time(client, django_assert_num_queries):
    lot = LotFactory()
    said = reviews(lot, 5, 3, 1)
    hidden(said[0])
    address = reverse("api:reviews", args=[lot.pack.product.slug])
    with django_assert_num_queries(5):
        told = client.get(address, {"page_size": 1}).json()
    assert (told["count"], [row["score"] for row in told["results"]]) == (2, [1])
    assert told["results"][0]["signature"] == "Người mua ở Ba Chẽ"
    assert told["results"][0]["trace_code"] == lot.trace_code
    assert PHONE not in json.dumps(told)
    assert client.get(reverse("api:reviews", args=["khong-co"])).status_code == 404
