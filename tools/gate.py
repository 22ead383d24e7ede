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

PYTEST = ("python", "-m", "pytest", "-n", "2", "--dist", "loadgroup")
MANAGE = ("python", "manage.py")
POSTGRES = ("python", "-m", "tools.throwaway_postgres")
ON_POSTGRES = "race or not (journey or thorough)"
"""The thorough walks, races aside, did not end there within four minutes; on SQLite they do."""


@dataclass(frozen=True)
class Step:
    name: str
    command: tuple[str, ...]


CHECK = (
    Step("format", ("ruff", "format", "--check", "--quiet", ".")),
    Step("lint", ("ruff", "check", "--quiet", ".")),
    Step("templates", ("djlint", "--lint", "--quiet", "templates")),
    Step("import contracts", ("lint-imports", "--no-logo")),
    Step("words compiled", (*MANAGE, "compile_words")),
    Step("migrations complete", (*MANAGE, "makemigrations", "--check", "--dry-run")),
    Step("types", ("mypy", ".")),
    Step("tests on SQLite", (*PYTEST, "-m", "not journey and not thorough")),
)
TEST = (
    *CHECK,
    Step("thorough tests on SQLite", (*PYTEST, "-m", "thorough")),
    Step(
        "tests on PostgreSQL",
        (*POSTGRES, *PYTEST, "-m", ON_POSTGRES, "--database-only", "--ignore=tests/house"),
    ),
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
