"""The operators' view of people, the journal and messages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account.models import EmailAddress
from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.forms import AdminPasswordChangeForm
from django.contrib.auth.models import Group
from django.utils.translation import gettext_lazy as _
from rest_framework.authtoken.models import TokenProxy
from unfold.admin import ModelAdmin

from accounts.models import Attempt, Entry, Message, User

if TYPE_CHECKING:
    from django.http import HttpRequest

admin.site.unregister(Group)
admin.site.unregister(TokenProxy)  # it shows people's keys, and writes them into its log


class LookOnly:
    """For what is written by the market itself: operators look, nobody edits."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ANN401, ARG002
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ANN401, ARG002
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ANN401, ARG002
        return False


class LookOnlyAdmin(LookOnly, ModelAdmin):  # type: ignore[misc]  # unfold carries no types
    """A table that is only looked at."""

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:  # noqa: ANN401, ARG002
        hidden = {self.opts.pk.name, *(self.exclude or ())}
        return [field.name for field in self.opts.fields if field.name not in hidden]


@admin.register(User)
class PersonAdmin(UserAdmin[User], ModelAdmin):  # type: ignore[misc]  # unfold carries no types
    change_password_form = AdminPasswordChangeForm
    list_display = ("phone", "full_name", "is_active", "is_staff", "joined_at")
    list_filter = ("is_active", "is_staff")
    search_fields = ("phone", "full_name")
    ordering = ("-joined_at",)
    readonly_fields = ("phone_verified_at", "last_login", "joined_at")
    fieldsets = (
        (None, {"fields": ("phone", "phone_verified_at", "full_name", "email", "password")}),
        (_("Tin nhắn"), {"fields": ("language", "wants_mail_first")}),
        (_("Quyền"), {"fields": ("is_active", "is_staff", "is_superuser", "groups")}),
        (_("Thời gian"), {"fields": ("last_login", "joined_at")}),
    )
    add_fieldsets = ((None, {"fields": ("phone", "full_name", "password1", "password2")}),)


@admin.register(Group)
class RoleAdmin(GroupAdmin, ModelAdmin):  # type: ignore[misc]  # unfold carries no types
    """Groups of permissions for operators."""


@admin.register(Entry)
class EntryAdmin(LookOnlyAdmin):
    list_display = ("at", "actor", "verb", "subject", "on_behalf_of")
    list_filter = ("verb",)
    search_fields = ("subject", "on_behalf_of")
    list_select_related = ("actor",)
    date_hierarchy = "at"


@admin.register(Message)
class MessageAdmin(LookOnlyAdmin):
    list_display = ("written_at", "subject", "kind", "state", "due_at", "sent_at")
    list_filter = ("state", "kind")
    date_hierarchy = "written_at"
    exclude = ("key", "body", "short", "words")  # codes stand in them, and secret links


@admin.register(Attempt)
class AttemptAdmin(LookOnlyAdmin):
    list_display = ("begun_at", "channel", "outcome", "again_at", "ended_at")
    list_filter = ("channel", "outcome")
    date_hierarchy = "begun_at"


admin.site.unregister(EmailAddress)  # allauth's own list: here a person's address is on the person
