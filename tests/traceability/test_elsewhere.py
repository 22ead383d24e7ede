"""Which addresses of other people's sites we lead to."""

from __future__ import annotations

import pytest

from traceability.elsewhere import LONGEST, NotElsewhere, tidied

HERE = "chogoc.example"


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("https://qn.check.example/1?a=b#c", "https://qn.check.example/1?a=b#c"),
        (" HTTPS://Tinh.Example ", "https://tinh.example/"),
        ("https://tinh.example:443/x", "https://tinh.example/x"),
        ("https://tinh.example./x", "https://tinh.example/x"),
        ("https://xn--truyxut-hp7d.vn/", "https://xn--truyxut-hp7d.vn/"),
        ("https://notchogoc.example/", "https://notchogoc.example/"),
        ("https://a.example/@somebody", "https://a.example/@somebody"),
    ],
)
def test_a_public_encrypted_page_is_taken(given, kept):
    assert tidied(given, here=HERE) == kept


@pytest.mark.parametrize(
    ("given", "rule"),
    [
        ("http://tinh.example/", "scheme"),
        ("javascript:alert(1)", "scheme"),
        ("data:text/html,x", "scheme"),
        ("//tinh.example/", "scheme"),
        ("tinh.example", "scheme"),
        ("https://a:b@tinh.example/", "password"),
        ("https://tinh.example@evil.example/", "password"),
        ("https://tinh.example:8443/", "port"),
        ("https://tinh.example:99999/", "host"),
        ("https://localhost/", "inside"),
        ("https://may-in.local/", "inside"),
        ("https://metadata.google.internal/", "inside"),
        ("https://x.home.arpa./", "inside"),
        ("https://intranet/", "inside"),
        ("https://maychu/", "host"),
        ("https://127.0.0.1/", "host"),
        ("https://169.254.169.254/latest", "host"),
        ("https://2130706433/", "host"),
        ("https://0x7f.1/", "host"),
        ("https://0x7f000001/", "host"),
        ("https://[::1]/", "host"),
        ("https://[::1/", "host"),
        ("https:///x", "host"),
        ("https://-a.example/", "host"),
        ("https://chogoc.example/01/1", "here"),
        ("https://www.ChoGoc.example/", "here"),
        ("https://tinh.example/a b", "characters"),
        ("https://tinh.example/\\evil", "characters"),
        ("https://tinh.example/\x00", "characters"),
        ("https://tỉnh.example/", "characters"),
        ("https://tinh.example/" + "a" * LONGEST, "characters"),
        ("", "characters"),
    ],
)
def test_what_is_not_is_refused_with_the_rule(given, rule):
    with pytest.raises(NotElsewhere) as refusal:
        tidied(given, here=HERE)

    assert refusal.value.rule == rule
