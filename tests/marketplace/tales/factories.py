"""A tale that everybody may read, and a picture for one."""

from __future__ import annotations

from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from factory import SubFactory
from factory.django import DjangoModelFactory
from PIL import Image

from marketplace.tales.models import Tale
from tests.factories import MIDDAY, ProducerFactory, UserFactory


class TaleFactory(DjangoModelFactory[Tale]):
    class Meta:
        model = Tale

    producer = SubFactory(ProducerFactory)
    title = "Hái hoa lúc chưa tan sương"
    text = "Năm giờ sáng cả nhà đã lên đồi."
    written_by = SubFactory(UserFactory)
    written_at = MIDDAY


def picture(*, name="hoa.jpg"):
    out = BytesIO()
    Image.new("RGB", (40, 30), "green").save(out, "JPEG")
    return SimpleUploadedFile(name, out.getvalue(), content_type="image/jpeg")
