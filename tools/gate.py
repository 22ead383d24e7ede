"""Runs what must hold before a commit, the quick steps first, and stops at the first that fails.

``check`` is the fast tier; ``test`` adds PostgreSQL and the journeys in a browser.
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


STILL = (
    Step("format", ("ruff", "format", "--check", "--quiet", ".")),
    Step("lint", ("ruff", "check", "--quiet", ".")),
    Step("templates", ("djlint", "--lint", "--quiet", "templates")),
    Step("import contracts", ("lint-imports", "--no-logo")),
    Step("words compiled", (*MANAGE, "compile_words")),
    Step("migrations complete", (*NOBODYS, *MANAGE, "makemigrations", "--check", "--dry-run")),
)
TYPES = Step("types", ("mypy", "."))
"""Looked at beside what comes before the browser: heard last."""
CHECK = Step("quick tests on SQLite", (*PYTEST, "-m", "not journey and not thorough"))
SQLITE = Step("tests on SQLite", (*PYTEST, "-m", "not journey"))
POSTGRESQL = Step(
    "tests on PostgreSQL", (*POSTGRES, *PYTEST, "-m", "not journey", "--database-only")
)
JOURNEYS = Step("journeys in a browser", ("python", "-m", "pytest", "-m", "journey"))
"""A browser and a server wait for each other much of the time: others may have it."""


def main(tier: str) -> int:
    os.chdir(ROOT)
    os.environ |= {"CHOGOC_MODE": "demo", "DJANGO_ALLOW_ASYNC_UNSAFE": "1"}
    keeper = Keeper()
    if tier == "check":
        return walk_beside(keeper, TYPES, (*STILL, CHECK))
    still = walk_beside(keeper, TYPES, (*STILL, SQLITE))
    return still or walk_beside(keeper, JOURNEYS, (POSTGRESQL,))


def walk_beside(keeper: Keeper, aside: Step, steps: tuple[Step, ...]) -> int:
    """Walk through the steps while another is under way: 0, or the code of what failed.

    The other is heard last, or after the step during which it failed.
    """
    with tempfile.TemporaryFile() as words:
        child = keeper.begin(list(aside.command), output=words)
        try:
            for step in steps:
                if code := finish(keeper, step, keeper.begin(list(step.command))):
                    return code
                if child.exit_code():
                    break
            return finish(keeper, aside, child)
        finally:
            keeper.drop(child)


def finish(keeper: Keeper, step: Step, child: Child) -> int:
    """Wait for a step that has begun, and say how it ended."""
    print(f"── {step.name}", flush=True)
    code = keeper.finish(child)
    if child.output:
        child.output.seek(0)
        print(child.output.read().decode(errors="replace"), end="", flush=True)
    spent = f"{time.monotonic() - child.started:.1f} s"
    when = "beside the others" if child.output else spent
    print(f"{'✗' if code else '✓'} {step.name} ({when})", flush=True)
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
