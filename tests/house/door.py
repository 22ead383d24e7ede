"""A door of the table: who is let in, and what whoever knocks is told."""

from __future__ import annotations

from dataclasses import dataclass

from tests.town import MEMBERS, ROLES

SIGNED_IN = tuple(role for role in ROLES if role != "visitor")
BUYER, OWNER, OFFICER, OPERATOR = ("buyer",), ("owner",), ("officer",), ("operator",)
SUPPORTER = ("supporter",)
WITH_A_STALL = (*MEMBERS, "neighbour")
OFFICERS = ("officer", "officer_elsewhere")
SIGN_IN = "to sign in"


@dataclass(frozen=True)
class Door:
    """What whoever is let in is told; ``led_on`` are those a GET leads to a page of their own."""

    who: tuple[str, ...]
    get: int
    post: int
    asks_to_sign_in: bool
    led_on: tuple[str, ...] = ()

    def answer(self, role, method):
        told = 302 if method == "get" and role in self.led_on else getattr(self, method)
        if role == "visitor" and self.asks_to_sign_in:
            return SIGN_IN
        if told == 405 or role in self.who:
            return told
        return 404


class ApiDoor(Door):
    """A machine is not led to a form: it is told 401, and a visitor may only look."""

    def answer(self, role, method):
        if role == "visitor" and (self.asks_to_sign_in or method == "post"):
            return 401
        return super().answer(role, method)


def everybody(get=200, post=405):
    return Door(ROLES, get, post, asks_to_sign_in=False)


def behind_sign_in(who, get=200, post=405):
    return Door(who, get, post, asks_to_sign_in=True)


def known_by_session(who, get=200, post=405):
    """Guests have such pages too, so a stranger is not asked to sign in but finds nothing."""
    return Door(who, get, post, asks_to_sign_in=False)


def stall(get=200, post=405):
    return behind_sign_in(MEMBERS, get, post)


API_OPEN = ApiDoor(ROLES, 200, 405, asks_to_sign_in=False)
API_OWN = ApiDoor(SIGNED_IN, 200, 405, asks_to_sign_in=True)
