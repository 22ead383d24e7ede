"""A copy of everything that is kept of a person: whole, for its owner alone, and not for long."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage

from accounts.models import Message
from marketplace.personal.actions.exporting import ask_export, drop_exports
from marketplace.personal.models import KEPT_FOR, Export
from marketplace.personal.packing import fill_export
from tests.factories import MIDDAY, UserFactory
from tests.marketplace.voices.stories import PHONE, came, review

pytestmark = pytest.mark.django_db
PASSWORD = "truong-lang-xa-ba-che"


@pytest.fixture(autouse=True)
def elsewhere(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def person(**told):
    user = UserFactory(**{"phone": PHONE, "phone_verified_at": MIDDAY, **told})
    user.set_password(PASSWORD)
    user.save()
    return user


def opened(export):
    with export.file.open("rb") as file:
        packed = zipfile.ZipFile(io.BytesIO(file.read()))
    return json.loads(packed.read("du-lieu.json")), packed.read("doc-duoc.html").decode()


def test_the_copy_tells_all_and_only_of_its_owner():
    user = person()
    review(came(user=user), 4, text="Ngon lắm.")
    came(buyer_name="Lúc chưa có tài khoản")
    review(came(buyer_phone="+84987654321", buyer_name="Người lạ"), 1, text="Lời người lạ.")

    ask_export(user=user, at=MIDDAY)

    export = Export.objects.get()
    told, page = opened(export)
    assert told["Tài khoản"][0]["phone"] == PHONE
    assert {one["buyer_name"] for one in told["Đơn hàng"]} == {
        "Trần Thị Kín",
        "Lúc chưa có tài khoản",
    }
    assert [one["text"] for one in told["Đánh giá"]] == ["Ngon lắm."]
    assert told["Đơn hàng"][0]["lines"][0]["total"] == 185_000
    assert "Người lạ" not in page + json.dumps(told, ensure_ascii=False)
    assert "Ngon lắm." in page
    assert Message.objects.get().subject == "Bản sao dữ liệu của bạn đã xong"


def test_what_people_wrote_is_no_markup_in_the_copy():
    user = person(full_name="<script>alert(1)</script>")

    ask_export(user=user, at=MIDDAY)

    assert "<script>" not in opened(Export.objects.get())[1]


def test_asking_again_is_the_same_copy_and_a_second_run_changes_nothing():
    user = person()
    first, again = ask_export(user=user, at=MIDDAY), ask_export(user=user, at=MIDDAY)
    name = Export.objects.get().file.name

    fill_export(export=first.pk, at=MIDDAY)

    assert first == again
    assert Export.objects.get().file.name == name


def test_the_file_is_dropped_when_its_days_are_over():
    user = person()
    ask_export(user=user, at=MIDDAY)
    made = Export.objects.get()
    name, end = made.file.name, made.ready_at + KEPT_FOR
    assert drop_exports(at=end - timedelta(seconds=1)) == 0
    assert default_storage.exists(name)

    assert [drop_exports(at=end) for _ in range(2)] == [1, 0]

    assert not default_storage.exists(name)
    assert ask_export(user=user, at=end) != made
