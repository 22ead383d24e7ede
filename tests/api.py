"""Callers of the API: a program with a person's key, and what it asks."""

from __future__ import annotations

from django.utils.encoding import escape_uri_path
from rest_framework.authtoken.models import Token
from rest_framework.test import APIClient

PROBLEM = "application/problem+json"


def caller(user=None):
    """A program: with this person's key, or a stranger."""
    program = APIClient()
    if user is not None:
        key = Token.objects.get_or_create(user=user)[0].key
        program.credentials(HTTP_AUTHORIZATION=f"Token {key}")
    return program


def problem(answer):
    """Status and kind of a refusal, which is always a problem."""
    assert answer.headers["Content-Type"] == PROBLEM
    told = answer.json()
    assert told["status"] == answer.status_code
    assert told["instance"] == escape_uri_path(answer.wsgi_request.path)
    return told["status"], told["type"].removeprefix("urn:problem-type:chogoc:")


def errors(answer):
    """``{field: code}`` of a refusal."""
    return {error["field"]: error["code"] for error in answer.json()["errors"]}
