"""What a stall's page weighs on its way to a telephone that has nothing of it yet.

Pages as they are; styles, scripts and icons as WhiteNoise sends them, compressed; all faces.
"""

from __future__ import annotations

import gzip
import re
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders

from tests import town as towns
from tests.house.stall_doors import STALL_DOORS

pytestmark = pytest.mark.django_db
MOST = 150_000
PICTURES = (".png", ".webp", ".jpg", ".ico")
FACES = ("fonts/text-400.woff2", "fonts/text-700.woff2", "fonts/display-700.woff2")
NAMED = re.compile(rf'(?:src|href)="{settings.STATIC_URL}([^"#?]+)')
HASH = re.compile(r"\.[0-9a-f]{12}(?=\.\w+$)")
IMPORTED = re.compile(r'(?:from|import)\s*\(?"(\./[^"]+)"')


@cache
def sent(name):
    """Bytes of one file on the wire."""
    content = Path(finders.find(name)).read_bytes()
    return len(content) if name.endswith(".woff2") else len(gzip.compress(content))


@cache
def with_imports(name):
    """A script and the modules that it asks for."""
    if not name.endswith(".js"):
        return {name}
    parts = IMPORTED.findall(Path(finders.find(name)).read_text())
    here = Path(name).parent
    return {name}.union(*(with_imports((here / part).as_posix()) for part in parts))


def weight(page):
    """Bytes of a page and of all it names, but for pictures."""
    names = {HASH.sub("", name) for name in NAMED.findall(page.decode())}
    whole = set(FACES).union(*(with_imports(one) for one in names if not one.endswith(PICTURES)))
    return len(page) + sum(map(sent, whole))


def test_no_page_of_a_stall_is_heavier_than_slow_networks_bear(town):
    client, weights = town.client("owner"), {}
    for name, pattern in towns.routes():
        if name in STALL_DOORS and STALL_DOORS[name].get == 200:
            answer = client.get(towns.address(town, name, pattern))
            content = answer.getvalue()
            if answer.status_code == 200 and answer["Content-Type"].startswith("text/html"):
                weights[name] = weight(content)

    assert len(weights) > 50
    assert {name: size for name, size in weights.items() if size > MOST} == {}
    assert min(weights.values()) > sum(map(sent, FACES))  # something was counted
