"""What a browser calls itself, in two words people know."""

from __future__ import annotations

import pytest

from accounts.devices import device

AGENTS = {
    "Mozilla/5.0 (Linux; Android 14; SM-A155F) Chrome/130.0 Mobile Safari/537.36": (
        "Chrome · Android"
    ),
    "Mozilla/5.0 (Linux; Android 13) SamsungBrowser/27.0 Chrome/125 Safari/537": (
        "Samsung · Android"
    ),
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) Version/18.1 Mobile Safari/604.1": (
        "Safari · iPhone"
    ),
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) CriOS/130 Mobile Safari/604.1": (
        "Chrome · iPhone"
    ),
    "Mozilla/5.0 (Windows NT 10.0) Chrome/130.0 Safari/537.36 Edg/130.0": "Edge · Windows",
    "Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0": "Firefox · Linux",
    "curl/8.0": "",
    "": "",
}


@pytest.mark.parametrize(("agent", "said"), AGENTS.items())
def test_a_browser_is_called_as_its_owner_knows_it(agent, said):
    assert device(agent) == said
