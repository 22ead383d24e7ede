"""Runs what must hold before a commit, the quick steps first, and stops at the first that fails.

``check`` is the fast tier; ``test`` adds thorough tests, PostgreSQL and journeys in a browser.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from dataclasses import dataclass

from tools.freshness import ROOT
from tools.keeper import Child, Keeper

PYTEST = ("python", "-m", "pytest", "-n", "2")
MANAGE = ("python", "manage.py")
NOBODYS = ("env", "DATABASE_URL=sqlite:///:memory:")
"""For what has nothing to ask of the developer's own database, whatever state that is in."""
POSTGRES = ("python", "-m", "tools.throwaway_postgres")


@dataclass(frozen=True)
class Step:
    name: str
    command: tuple[str, ...]


QUICK = (
    Step("format", ("ruff", "format", "--check", "--quiet", ".")),
    Step("lint", ("ruff", "check", "--quiet", ".")),
)
STILL = (
    Step("templates", ("djlint", "--lint", "--quiet", "templates")),
    Step("import contracts", ("lint-imports", "--no-logo")),
    Step("words compiled", (*MANAGE, "compile_words")),
    Step("migrations complete", (*NOBODYS, *MANAGE, "makemigrations", "--check", "--dry-run")),
)
TYPES = Step("types", ("mypy", "."))
CHECK = Step("quick tests on SQLite", (*PYTEST, "-m", "not journey and not thorough"))
SQLITE = Step("tests on SQLite", (*PYTEST, "-m", "not journey"))
POSTGRESQL = Step(
    "tests on PostgreSQL", (*POSTGRES, *PYTEST, "-m", "not journey", "--database-only")
)
JOURNEYS = Step(
    "journeys in a browser", ("python", "-m", "pytest", "-m", "journey", "--timeout", "300")
)
"""The first waits for a market that is seeded beside everything else."""
LANES = {"still": STILL, "types": (TYPES,), "journeys": (JOURNEYS, TYPES)}
"""What goes on beside the tests, so that no core waits for the other."""


def main(wish: str) -> int:
    os.chdir(ROOT)
    os.environ |= {"CHOGOC_MODE": "demo", "DJANGO_ALLOW_ASYNC_UNSAFE": "1"}
    keeper = Keeper()
    if wish in LANES:
        return walk(keeper, LANES[wish])
    if wish == "check":
        return walk_beside(keeper, "types", (*QUICK, *STILL, CHECK))
    first = walk(keeper, QUICK) or walk_beside(keeper, "still", (SQLITE,))
    return first or walk_beside(keeper, "journeys", (POSTGRESQL,))


def walk(keeper: Keeper, steps: tuple[Step, ...]) -> int:
    """The exit code of the first step that fails; 0 when none does."""
    codes = (finish(keeper, step, keeper.begin(list(step.command))) for step in steps)
    return next((code for code in codes if code), 0)


def walk_beside(keeper: Keeper, lane: str, steps: tuple[Step, ...]) -> int:
    """Walk through the steps beside those of a lane: 0, or the code of what failed.

    The lane is heard last, or after the step during which it failed.
    """
    with tempfile.TemporaryFile() as words:
        child = keeper.begin(["python", "-m", "tools.gate", lane], output=words)
        try:
            for step in steps:
                if code := finish(keeper, step, keeper.begin(list(step.command))):
                    return code
                if child.exit_code():
                    break
            return hear(keeper, child)
        finally:
            keeper.drop(child)


def hear(keeper: Keeper, child: Child) -> int:
    """Wait for a lane, and say what it said."""
    code = keeper.finish(child)
    if child.output:
        child.output.seek(0)
        print(child.output.read().decode(errors="replace"), end="", flush=True)
    return code


def finish(keeper: Keeper, step: Step, child: Child) -> int:
    """Wait for a step that has begun, and say how it ended."""
    print(f"── {step.name}", flush=True)
    code = keeper.finish(child)
    spent = time.monotonic() - child.started
    print(f"{'✗' if code else '✓'} {step.name} ({spent:.1f} s)", flush=True)
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
