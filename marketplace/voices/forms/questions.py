"""A question, an answer, and the number a producer shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from marketplace.voices.forms.reviews import to_e164
from marketplace.voices.forms.words import PublicWords
from marketplace.voices.models.questions import MOST_LETTERS
from marketplace.voices.models.reviews import MOST_ANSWER_LETTERS

if TYPE_CHECKING:
    from django.http import QueryDict

    from accounts.models import User


class QuestionForm(forms.Form):
    """``phone`` is asked for only of guests."""

    text = PublicWords(
        label=gettext_lazy("Bạn muốn hỏi gì?"),
        most=MOST_LETTERS,
        help_text=gettext_lazy(
            "Có trả lời rồi, câu hỏi và câu trả lời hiện cho mọi người cùng đọc."
        ),
    )
    phone = forms.CharField(
        label=gettext_lazy("Số điện thoại"),
        max_length=30,
        help_text=gettext_lazy("Chúng tôi nhắn một lần khi có trả lời rồi quên số này."),
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
    )

    def __init__(self, data: QueryDict | None = None, *, asker: User | None) -> None:
        super().__init__(data)
        self.asker = asker
        if asker:
            del self.fields["phone"]

    def clean_phone(self) -> str:
        return to_e164(self.cleaned_data["phone"])

    @property
    def told_to(self) -> str:
        """The number that is told the answer (E.164)."""
        return self.asker.phone if self.asker else str(self.cleaned_data["phone"])


class AnswerForm(forms.Form):
    answer = forms.CharField(
        label=gettext_lazy("Trả lời của bạn"),
        max_length=MOST_ANSWER_LETTERS,
        help_text=gettext_lazy("Ai cũng đọc được. Đừng nhắc tên hay số điện thoại của người mua."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class ContactForm(forms.Form):
    """A number, and for what; left empty, nothing is shown."""

    phone = forms.CharField(
        label=gettext_lazy("Số điện thoại cho người mua"),
        max_length=30,
        required=False,
        help_text=gettext_lazy("Hiện trên trang các sản phẩm của bạn. Để trống nếu không muốn."),
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
    )
    takes_calls = forms.BooleanField(label=gettext_lazy("Cho người mua gọi"), required=False)
    is_on_zalo = forms.BooleanField(label=gettext_lazy("Nhắn Zalo được số này"), required=False)

    def clean_phone(self) -> str:
        typed: str = self.cleaned_data["phone"].strip()
        return to_e164(typed) if typed else ""

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if told.get("phone") and not (told["takes_calls"] or told["is_on_zalo"]):
            self.add_error("takes_calls", _("Chọn gọi, Zalo, hoặc cả hai; không thì để trống số."))
        return told
