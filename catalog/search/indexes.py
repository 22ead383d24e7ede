"""Indexes of words: FTS5 on SQLite, a GIN index on PostgreSQL, and one condition for both.

A column of folded words is indexed, which both databases take apart at its spaces and in no other
way. PostgreSQL needs no extension for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import BooleanField, F, Func

from accounts.append_only import Triggers

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper
    from django.db.models.sql.compiler import SQLCompiler

    from catalog.search.readings import Reading, Unit, Words

SQLITE_TABLE = (
    'CREATE VIRTUAL TABLE {table}_words USING fts5({column}, content="{table}", '
    'content_rowid="{key}", tokenize="unicode61 remove_diacritics 0 tokenchars \'_\'", '
    'prefix="1 2 3 4 5", detail=none)'
)
SQLITE_CHANGE = (
    "CREATE TRIGGER {table}_words_change AFTER UPDATE OF {column} ON {table} "
    "WHEN NEW.{column} <> OLD.{column} BEGIN {take} {put} END"
)
SQLITE = (
    SQLITE_TABLE,
    "INSERT INTO {table}_words({table}_words) VALUES ('rebuild')",
    "CREATE TRIGGER {table}_words_come AFTER INSERT ON {table} BEGIN {put} END",
    "CREATE TRIGGER {table}_words_go AFTER DELETE ON {table} BEGIN {take} END",
    SQLITE_CHANGE,
)
PUT = "INSERT INTO {table}_words(rowid, {column}) VALUES (NEW.{key}, NEW.{column});"
TAKE = (
    "INSERT INTO {table}_words({table}_words, rowid, {column}) "
    "VALUES ('delete', OLD.{key}, OLD.{column});"
)
VECTOR = "array_to_tsvector(string_to_array(btrim({column}), ' '))"
POSTGRESQL = "CREATE INDEX {table}_words ON {table} USING gin ({vector}) WITH (fastupdate = off)"


class WordIndex(NamedTuple):
    """The words of one column of a table, by the table's whole key."""

    table: str
    column: str
    key: str = "id"

    def made(self) -> Triggers:
        """The operation of a migration that makes it."""
        return Triggers(self.statements, self.unmade)

    def statements(self, vendor: str) -> list[str]:
        told = {"table": self.table, "column": self.column, "key": self.key}
        if vendor != "sqlite":
            return [POSTGRESQL.format(vector=VECTOR.format(**told), **told)]
        told |= {"put": PUT.format(**told), "take": TAKE.format(**told)}
        return [statement.format(**told) for statement in SQLITE]

    def rebuilt(self, vendor: str) -> list[str]:
        """SQL that indexes all rows anew; PostgreSQL is never behind."""
        return [SQLITE[1].format(table=self.table)] if vendor == "sqlite" else []

    def unmade(self, vendor: str) -> list[str]:
        if vendor != "sqlite":
            return [f"DROP INDEX {self.table}_words"]
        triggers = [f"DROP TRIGGER {self.table}_words_{it}" for it in ("come", "go", "change")]
        return [*triggers, f"DROP TABLE {self.table}_words"]


class Holding(Func):
    """The condition that a row holds the words of a reading; ``along`` leads to the row.

    The words may be :func:`told` already, in the language of the database in use.
    """

    output_field = BooleanField()
    arity = 2

    def __init__(self, index: WordIndex, reading: Reading | str, along: str = "") -> None:
        super().__init__(F(f"{along}{index.key}"), F(f"{along}{index.column}"))
        self.index, self.reading = index, reading

    def as_sqlite(
        self,
        compiler: SQLCompiler,
        connection: BaseDatabaseWrapper,
        **_context: Any,  # noqa: ANN401 (Django's own signature, as below)
    ) -> tuple[str, tuple[Any, ...]]:
        key, parameters = compiler.compile(self.source_expressions[0])
        name = connection.ops.quote_name(f"{self.index.table}_words")
        found = f"SELECT rowid FROM {name} WHERE {name} MATCH %s"  # noqa: S608 (own tables)
        return f"{key} IN ({found})", (*parameters, told(self.reading, FTS5))

    def as_postgresql(
        self,
        compiler: SQLCompiler,
        _connection: BaseDatabaseWrapper,
        **_context: Any,  # noqa: ANN401
    ) -> tuple[str, tuple[Any, ...]]:
        column, parameters = compiler.compile(self.source_expressions[1])
        vector = VECTOR.format(column=column)
        return f"{vector} @@ %s::tsquery", (*parameters, told(self.reading, TSQUERY))


class Dialect(NamedTuple):
    """How a database says and, or, and that a word may go on."""

    conjunction: str
    disjunction: str
    word: str
    beginning: str


FTS5 = Dialect(" AND ", " OR ", '"{}"', '"{}"*')
TSQUERY = Dialect(" & ", " | ", "'{}'", "'{}':*")


DIALECTS = {"sqlite": FTS5, "postgresql": TSQUERY}


def told(reading: Reading | str, dialect: Dialect) -> str:
    return reading if isinstance(reading, str) else expression(reading, dialect)


def expression(reading: Reading, dialect: Dialect) -> str:
    """``("tra" OR "che") AND "hoa" AND "vang"*``: folded words, so nothing needs escaping."""
    return dialect.conjunction.join(_either(unit, dialect) for unit in reading.units)


def _either(unit: Unit, dialect: Dialect) -> str:
    typed, *others = unit.ways
    ways = [_all(typed, dialect, begun=unit.begun), *(_all(way, dialect) for way in others)]
    return f"({dialect.disjunction.join(ways)})"


def _all(words: Words, dialect: Dialect, *, begun: bool = False) -> str:
    """The last one may go on; what stands for another word is meant whole."""
    told = [dialect.word.format(word) for word in words]
    if begun:
        told[-1] = dialect.beginning.format(words[-1])
    return f"({dialect.conjunction.join(told)})"
