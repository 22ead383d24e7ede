"""Tables that can only grow: triggers that refuse UPDATE and DELETE, for use in migrations.

A table may leave its rows one last word: with ``closing`` (a column) and ``kept`` (columns), a row
takes updates that leave those alone, until the closing column is filled.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.db.migrations.operations.base import Operation

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from django.db.backends.base.schema import BaseDatabaseSchemaEditor
    from django.db.migrations.state import ProjectState

    Statements = Callable[[str], list[str]]

SQLITE = (
    "CREATE TRIGGER {table}_keeps_{verb} BEFORE {verb} ON {table} {when}"
    "BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
)
POSTGRESQL_FUNCTION = (
    "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME "
    "USING ERRCODE = 'integrity_constraint_violation'; END $$"
)
POSTGRESQL = (
    "CREATE TRIGGER {table}_keeps_{verb} BEFORE {verb} ON {table} "
    "FOR EACH ROW {when}EXECUTE FUNCTION refuse_change()"
)
VERBS = ("UPDATE", "DELETE")


class Triggers(Operation):
    """Statements that change triggers and no model, by vendor; ``backwards`` takes them back.

    ``RunPython`` would do, but it builds all models as they were, each time anew.
    """

    reversible = True

    def __init__(self, forwards: Statements, backwards: Statements) -> None:
        self.forwards, self.backwards = forwards, backwards

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """No model changes."""

    def database_forwards(
        self,
        app_label: str,  # noqa: ARG002 (Django's own signature, as below)
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,  # noqa: ARG002
        to_state: ProjectState,  # noqa: ARG002
    ) -> None:
        _execute(schema_editor, self.forwards)

    def database_backwards(
        self,
        app_label: str,  # noqa: ARG002 (as above)
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,  # noqa: ARG002
        to_state: ProjectState,  # noqa: ARG002
    ) -> None:
        _execute(schema_editor, self.backwards)


def guard(table: str, *, closing: str = "", kept: Sequence[str] = ()) -> Triggers:
    """A reversible operation after which ``table`` takes INSERT only, or is closed once."""
    lock = partial(lock_statements, table, closing=closing, kept=kept)
    return Triggers(lock, partial(unlock_statements, table))


def _execute(editor: BaseDatabaseSchemaEditor, statements: Statements) -> None:
    for statement in statements(editor.connection.vendor):
        editor.execute(statement, None)


def lock_statements(
    table: str, vendor: str, *, closing: str = "", kept: Sequence[str] = ()
) -> list[str]:
    """SQL that puts the triggers on, for ``sqlite`` or ``postgresql``."""
    when = {"UPDATE": _unless_open(closing, kept) if closing else "", "DELETE": ""}
    trigger = SQLITE if vendor == "sqlite" else POSTGRESQL
    made = [trigger.format(table=table, verb=verb, when=when[verb]) for verb in VERBS]
    return made if vendor == "sqlite" else [POSTGRESQL_FUNCTION, *made]


def _unless_open(closing: str, kept: Sequence[str]) -> str:
    """Both databases say ``IS DISTINCT FROM``."""
    changed = [f"NEW.{column} IS DISTINCT FROM OLD.{column}" for column in kept]
    return f"WHEN ({' OR '.join([f'OLD.{closing} IS NOT NULL', *changed])}) "


def unlock_statements(table: str, vendor: str) -> list[str]:
    """SQL that takes the triggers off again."""
    suffix = "" if vendor == "sqlite" else f" ON {table}"
    return [f"DROP TRIGGER {table}_keeps_{verb}{suffix}" for verb in VERBS]
