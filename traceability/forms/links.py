"""A link to somebody else's page: what is there, where, and in which language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.folding import tidy
from traceability import elsewhere
from traceability.gs1 import link_types
from traceability.models import ExternalLink

if TYPE_CHECKING:
    from collections.abc import Iterator

OURS = {"defaultLink", "defaultLinkMulti", "handledBy", "paymentLink"}
"""What only this market decides: where a scan leads, and where money goes."""
USUAL = {
    "traceability": gettext_lazy("Trang truy xuất ở nơi khác (của tỉnh, của bộ…)"),
    "registryEntry": gettext_lazy("Mục trong một sổ đăng ký"),
    "certificationInfo": gettext_lazy("Giấy chứng nhận"),
    "verificationService": gettext_lazy("Nơi kiểm tra hàng thật, hàng giả"),
    "pip": gettext_lazy("Trang giới thiệu sản phẩm"),
    "homepage": gettext_lazy("Trang của cơ sở"),
    "recipeInfo": gettext_lazy("Cách nấu, công thức"),
    "instructions": gettext_lazy("Cách dùng"),
    "nutritionalInfo": gettext_lazy("Thông tin dinh dưỡng"),
    "allergenInfo": gettext_lazy("Chất dễ gây dị ứng"),
    "relatedVideo": gettext_lazy("Phim ngắn"),
    "hasRetailers": gettext_lazy("Nơi bán khác"),
    "review": gettext_lazy("Nhận xét của người mua"),
    "socialMedia": gettext_lazy("Trang mạng xã hội"),
}


class LinkForm(forms.Form):
    """``cleaned_data`` is what :func:`traceability.actions.links.add_link` takes."""

    link_type = forms.ChoiceField(label=gettext_lazy("Ở đó có gì?"))
    url = forms.CharField(
        label=gettext_lazy("Địa chỉ trang"),
        max_length=elsewhere.LONGEST,
        help_text=gettext_lazy("Chép nguyên từ trình duyệt, bắt đầu bằng https://"),
        widget=forms.URLInput(attrs={"inputmode": "url", "placeholder": "https://"}),
    )
    title = forms.CharField(
        label=gettext_lazy("Tên trang"),
        max_length=120,
        help_text=gettext_lazy("Người quét thấy tên này, ví dụ: Truy xuất nguồn gốc Quảng Ninh."),
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Trang viết bằng"),
        required=False,
        choices=ExternalLink.Language.choices,
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # as Django's
        self.fields["link_type"].choices = [  # type: ignore[attr-defined]
            *USUAL.items(),
            (_("Loại khác, theo cách gọi của GS1"), list(_others())),
        ]

    def clean_title(self) -> str:
        return tidy(self.cleaned_data["title"])

    def clean_url(self) -> str:
        try:
            return elsewhere.tidied(self.cleaned_data["url"], here=settings.SITE_HOST)
        except elsewhere.NotElsewhere as refusal:
            raise ValidationError(_sentence(refusal.rule), code=refusal.rule) from refusal


def name_of(link_type: str) -> str:
    """What a link type is called here, or by GS1 where few will want it."""
    return str(USUAL.get(link_type) or link_types.titles().get(link_type, link_type))


def _others() -> Iterator[tuple[str, str]]:
    """Link types that few will want, with the titles GS1 gives them."""
    rest = link_types.stable() - OURS - USUAL.keys()
    yield from sorted((name, link_types.titles()[name]) for name in rest)


def _sentence(rule: str) -> str:
    return {
        "characters": _(
            "Địa chỉ có chỗ trống, chữ có dấu hoặc ký hiệu lạ. Hãy chép lại từ trình duyệt."
        ),
        "scheme": _("Chỉ nhận địa chỉ bắt đầu bằng https://, để người mở không bị nghe lén."),
        "password": _("Địa chỉ không được chứa tên đăng nhập hay mật khẩu (phần trước dấu @)."),
        "port": _("Địa chỉ không được có số cổng sau tên trang."),
        "inside": _("Địa chỉ này chỉ mở được trong mạng nội bộ, người mua không vào được."),
        "here": _("Đây là trang của Chợ Gốc. Chỉ cần thêm trang ở nơi khác."),
    }.get(rule) or _(
        "Tên trang web này không đúng. Cần một địa chỉ như https://truyxuat.example.vn, "
        "không phải số máy."
    )
