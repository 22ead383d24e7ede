"""How goods are ranked, told from the ranker's own weights, as the law on e-commerce asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.template.response import TemplateResponse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from catalog.models import Synonym
from marketplace.listings import ranks
from marketplace.storefront.pages_kept import kept

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

NEARNESS = (
    (ranks.BEGINS_AS_WRITTEN, _("Tên món mở đầu bằng đúng những chữ bạn gõ, kể cả dấu.")),
    (ranks.AS_WRITTEN, _("Tên món có đúng những chữ bạn gõ, kể cả dấu.")),
    (ranks.NAME_BEGINS, _("Bỏ dấu đi thì tên món mở đầu bằng những chữ bạn gõ.")),
    (ranks.IN_NAME, _("Bỏ dấu đi thì tên món có những chữ ấy liền nhau, hoặc có từ cùng nghĩa.")),
    (ranks.BEGUN, _("Tên món mở đầu bằng những chữ cái bạn đang gõ dở.")),
    (ranks.ELSEWHERE, _("Các chữ nằm rời nhau, hoặc ở tên người làm, nơi làm.")),
)
STANDING = (
    (ranks.AVAILABLE, _("Đang có hàng từ lô đã đủ hồ sơ.")),
    (ranks.EACH_STAR, _("Mỗi sao OCOP còn hiệu lực. Sao hết hạn hay chưa xác minh không tính.")),
    (ranks.CLAIMED, _("Chủ thể đã lên tiếng và chịu trách nhiệm về món ấy.")),
)


@require_safe
@kept
def ranking(request: HttpRequest) -> HttpResponse:
    page = {
        "nearness": NEARNESS,
        "standing": STANDING,
        "synonyms": Synonym.objects.in_force(on=localdate()),
    }
    return TemplateResponse(request, "storefront/texts/cach-xep-hang.html", page)
