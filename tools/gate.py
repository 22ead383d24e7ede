"""Runs what must hold before a commit, the quick steps first, and stops at the first that fails.

``check`` is the fast tier; ``test`` adds PostgreSQL and the journeys in a browser.
"""

from __future__ import annotations

import os
import sys
import time
from dataclasses import dataclass

from tools.freshness import ROOT
from tools.keeper import Keeper

PYTEST = ("python", "-m", "pytest", "-n", "2")
MANAGE = ("python", "manage.py")
POSTGRES = ("python", "-m", "tools.throwaway_postgres")


@dataclass(frozen=True)
class Step:
    name: str
    command: tuple[str, ...]


STILL = (
    Step("format", ("ruff", "format", "--check", "--quiet", ".")),
    Step("lint", ("ruff", "check", "--quiet", ".")),
    Step("templates", ("djlint", "--lint", "--quiet", "templates")),
    Step("import contracts", ("lint-imports", "--no-logo")),
    Step("words compiled", (*MANAGE, "compile_words")),
    Step("migrations complete", (*MANAGE, "makemigrations", "--check", "--dry-run")),
    Step("types", ("mypy", ".")),
)
CHECK = (
    *STILL,
    Step("quick tests on SQLite", (*PYTEST, "-m", "not journey and not thorough")),
)
TEST = (
    *STILL,
    Step("tests on SQLite", (*PYTEST, "-m", "not journey")),
    Step("tests on PostgreSQL", (*POSTGRES, *PYTEST, "-m", "not journey", "--database-only")),
    Step("journeys in a browser", (*PYTEST, "-m", "journey")),
)
TIERS = {"check": CHECK, "test": TEST}


def main(tier: str) -> int:
    os.chdir(ROOT)
    os.environ |= {"CHOGOC_MODE": "demo", "DJANGO_ALLOW_ASYNC_UNSAFE": "1"}
    keeper = Keeper()
    for step in TIERS[tier]:
        print(f"── {step.name}", flush=True)
        begun = time.monotonic()
        code = keeper.run(list(step.command))
        spent = time.monotonic() - begun
        print(f"{'✗' if code else '✓'} {step.name} ({spent:.1f} s)", flush=True)
        if code:
            return code
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
