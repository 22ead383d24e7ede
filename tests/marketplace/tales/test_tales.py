"""Tales: told without asking anybody, with pictures; hidden with a reason; taken back."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils.timezone import now

from accounts.models import Entry
from marketplace.tales import actions
from marketplace.tales.models import Tale
from marketplace.tales.queries import newest_tales
from tests.factories import MembershipFactory, OfficerFactory, ProducerFactory, UserFactory
from tests.marketplace.tales.factories import TaleFactory, picture

pytestmark = pytest.mark.django_db
STORY = {"title": "Mẻ sấy đêm", "text": "Lửa nhỏ, canh tới sáng."}


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def member():
    return MembershipFactory()


def room(member, *parts):
    return "/".join(["/gian-hang", member.producer.slug, "chuyen", *map(str, parts), ""])


def test_a_stall_tells_a_tale_with_pictures_that_everybody_reads(client, member):
    client.force_login(member.user)
    answer = client.post(room(member, "moi"), {**STORY, "photos": [picture(), picture()]})
    tale = Tale.objects.get()

    assert answer["Location"] == room(member)
    page = Client().get(member.producer.get_absolute_url()).content.decode()
    assert STORY["title"] in page
    photo = tale.photos.first()
    assert f"/chuyen/anh/{photo.key}.webp" in page
    shown = Client().get(f"/chuyen/anh/{photo.key}.webp")
    assert (shown.status_code, shown["Content-Type"]) == (200, "image/webp")
    assert b"".join(shown.streaming_content)[8:12] == b"WEBP"
    assert Entry.objects.get(verb="told a tale").on_behalf_of


def test_a_tale_is_told_anew_with_other_pictures(
    client, member, django_capture_on_commit_callbacks
):
    client.force_login(member.user)
    client.post(room(member, "moi"), {**STORY, "photos": [picture()]})
    tale = Tale.objects.get()
    old = tale.photos.get()

    with django_capture_on_commit_callbacks(execute=True):
        client.post(
            room(member, tale.pk),
            {**STORY, "title": "Mẻ sấy sớm", "without": [old.pk], "photos": [picture()]},
        )

    tale.refresh_from_db()
    assert (tale.title, tale.photos.count()) == ("Mẻ sấy sớm", 1)
    assert not old.small.storage.exists(old.small.name)


@pytest.mark.parametrize(
    "told",
    [
        {"title": "", "text": "Có lời"},
        {"title": "Có tên", "text": "x" * 4001},
        {**STORY, "photos": [picture() for _ in range(6)]},
        {**STORY, "photos": [picture(name="hoa.gif")]},
    ],
)
def test_a_slip_is_told_and_what_was_typed_stays(client, member, told):
    client.force_login(member.user)

    answer = client.post(room(member, "moi"), told)

    assert answer.status_code == 422
    assert answer.context["form"]["title"].value() == told["title"]
    assert Tale.objects.count() == 0


def test_what_is_taken_back_nobody_reads(client, member):
    tale = TaleFactory(producer=member.producer)
    client.force_login(member.user)

    client.post(room(member, tale.pk, "cat"))
    client.post(room(member, tale.pk, "cat"))

    assert list(Tale.objects.public()) == []
    assert tale.title not in client.get(room(member)).content.decode()


def test_an_officer_hides_a_tale_with_a_reason_its_stall_reads(client, member):
    tale = TaleFactory(producer=member.producer)
    photo = tale.photos.create(small=picture(), large=picture(), width=1, height=1)
    officer = OfficerFactory().user
    client.force_login(officer)
    assert client.post(f"/can-bo/chuyen/{tale.pk}/", {"because": ""}).status_code == 422

    client.post(f"/can-bo/chuyen/{tale.pk}/", {"because": "Nói chữa được bệnh."})

    assert list(Tale.objects.public()) == []
    assert Client().get(f"/chuyen/anh/{photo.key}.webp").status_code == 404
    client.force_login(member.user)
    assert "Nói chữa được bệnh." in client.get(room(member)).content.decode()
    shown = client.get(f"/chuyen/anh/{photo.key}.webp")
    assert shown["Cache-Control"] == "no-store"
    shown.getvalue()
    client.force_login(officer)
    client.post(f"/can-bo/chuyen/{tale.pk}/hien/")
    assert list(Tale.objects.public()) == [tale]
    assert [e.verb for e in Entry.objects.order_by("pk")] == ["hid a tale", "showed a tale"]


def test_a_stall_tells_so_many_and_no_more(member, monkeypatch):
    monkeypatch.setattr(actions, "MOST_TALES", 1)
    TaleFactory(producer=member.producer)

    with pytest.raises(actions.TooMany):
        actions.write_tale(producer=member.producer, photos=(), by=member.user, at=now(), **STORY)


def test_home_shows_the_newest_of_each_that_has_come_forward(django_assert_num_queries):
    maker = ProducerFactory()
    TaleFactory(producer=maker, title="Cũ")
    newest = TaleFactory(producer=maker, written_at=now())
    other = TaleFactory()
    TaleFactory(producer=ProducerFactory(claimed_at=None))
    TaleFactory(hidden_at=now(), hidden_by=UserFactory(), hidden_because="sai")

    with django_assert_num_queries(2):
        assert newest_tales(most=3) == [newest, other]
