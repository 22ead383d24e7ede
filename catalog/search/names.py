"""Which names are indexed, and the triggers that keep every word that occurs."""

from __future__ import annotations

from typing import NamedTuple

from accounts.append_only import Triggers
from catalog.search.indexes import WordIndex

PRODUCERS = WordIndex("catalog_producer", "folded")
COMMUNES = WordIndex("catalog_commune", "folded")
OLD_COMMUNES = WordIndex("catalog_communealias", "folded")

LIST = "'[\"' || replace(trim({column}), ' ', '\",\"') || '\"]'"
SQLITE = (
    "INSERT INTO catalog_word(word) SELECT DISTINCT value FROM json_each("
    "CASE WHEN json_valid({list}) THEN {list} ELSE '[]' END) {where} "
    "AND value NOT IN (SELECT word FROM catalog_word)"
)  # no OR IGNORE: an upsert that sets the trigger off would overrule it
SQLITE_TRIGGER = (
    "CREATE TRIGGER {table}_tells_words_of_{verb} AFTER {verb}{of} ON {table} BEGIN {put}; END"
)
POSTGRESQL = (
    "INSERT INTO catalog_word(word) SELECT DISTINCT value "
    "FROM unnest(string_to_array(btrim({column}), ' ')) AS value {where} "
    "ORDER BY value ON CONFLICT DO NOTHING"
)
POSTGRESQL_FUNCTION = (
    "CREATE OR REPLACE FUNCTION {table}_tells_words() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN {put}; RETURN NULL; END $$"
)
POSTGRESQL_TRIGGER = (
    "CREATE TRIGGER {table}_tells_words AFTER INSERT OR UPDATE OF {column} ON {table} "
    "FOR EACH ROW EXECUTE FUNCTION {table}_tells_words()"
)
WHERE = "WHERE value <> '' AND length(value) <= 200"


class Vocabulary(NamedTuple):
    """The words of one column of a table, told to ``catalog.Word`` as rows come and change."""

    table: str
    column: str

    def told(self) -> Triggers:
        """The operation of a migration that puts the triggers on."""
        return Triggers(self.statements, self.undone)

    def statements(self, vendor: str) -> list[str]:
        told = {"table": self.table, "column": self.column}
        if vendor != "sqlite":
            put = POSTGRESQL.format(column=f"NEW.{self.column}", where=WHERE)
            return [
                POSTGRESQL_FUNCTION.format(put=put, **told),
                POSTGRESQL_TRIGGER.format(**told),
            ]
        words = LIST.format(column=f"NEW.{self.column}")
        put = SQLITE.format(list=words, where=WHERE)
        return [
            SQLITE_TRIGGER.format(verb=verb, of=of, put=put, **told)
            for verb, of in (("INSERT", ""), ("UPDATE", f" OF {self.column}"))
        ]

    def retold(self) -> list[str]:
        """SQL that sets the triggers off for every row, and changes none."""
        return [f"UPDATE {self.table} SET {self.column} = {self.column}"]  # noqa: S608 (own tables)

    def undone(self, vendor: str) -> list[str]:
        if vendor != "sqlite":
            return [
                f"DROP TRIGGER {self.table}_tells_words ON {self.table}",
                f"DROP FUNCTION {self.table}_tells_words()",
            ]
        verbs = ("INSERT", "UPDATE")
        return [f"DROP TRIGGER {self.table}_tells_words_of_{verb}" for verb in verbs]


VOCABULARIES = (
    Vocabulary("catalog_product", "searchable"),
    *(Vocabulary(one.table, one.column) for one in (PRODUCERS, COMMUNES, OLD_COMMUNES)),
)
