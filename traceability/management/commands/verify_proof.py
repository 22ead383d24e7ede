"""``manage.py verify_proof FILE``: check a kept proof without asking the database.

The file is a C2SP tlog-proof of one leaf, or what a scan page saves: a page or its JSON.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from traceability.epcis.hash_id import hash_id
from traceability.merkle.entry import Entry, read_entry
from traceability.merkle.keys import SigningKey, VerifierKey, read_key
from traceability.merkle.notes import NotSigned
from traceability.merkle.proof import Proved, read_proof
from traceability.merkle.tree import NotProved
from traceability.proof_words import REFUSED
from traceability.proofs.check import Checked, Refused, check
from traceability.proofs.file import Unreadable, read_file
from traceability.queries import log


class Command(BaseCommand):
    help = "Check what a scan page saved, or a C2SP tlog-proof and an event against it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--key", action="append", default=[], help="trust this public key, not this market's"
        )
        parser.add_argument("--event", type=Path, help="the event in JSON that is to be proved")

    def handle(self, *_args: Any, **options: Any) -> None:
        written = _text(options["file"])
        if written.lstrip().startswith(("{", "<")):
            self._saved(written, _keys(options["key"]))
        else:
            self._one_leaf(written, options)

    def _saved(self, written: str, keys: list[VerifierKey]) -> None:
        """Refused in the words that a browser says."""
        try:
            proved = check(read_file(written), keys)
        except Unreadable as failure:
            raise CommandError(str(REFUSED["unreadable"])) from failure
        except Refused as refused:
            where = "" if refused.fact is None else _("Dòng %(n)s:") % {"n": refused.fact + 1} + " "
            raise CommandError(f"{where}{REFUSED[refused.reason]}") from refused
        tree = proved.tree
        self.stdout.write(f"Proved: {len(proved.facts)} of {tree.size} leaves in {tree.origin}.")
        for fact in proved.facts:
            self.stdout.write(_line(fact))
            for one in fact.stood:
                self.stdout.write(f"  {one.level}: {one.name}, {one.at}")
        for witness in proved.witnesses:
            self.stdout.write(f"seen by {witness.name}")

    def _one_leaf(self, written: str, options: dict[str, Any]) -> None:
        try:
            proof = read_proof(written)
            proved = proof.check(_keys(options["key"]))
            entry = read_entry(proof.entry.decode())
            if options["event"]:
                _refuse_other(json.loads(_text(options["event"])), entry)
        except (NotProved, NotSigned, ValueError) as failure:
            raise CommandError(f"Not proved: {failure}.") from failure
        self._say(proof.index, entry, proved)

    def _say(self, index: int, entry: Entry, proved: Proved) -> None:
        self.stdout.write(f"Proved: leaf {index} of {proved.tree.size} in {proved.tree.origin}.")
        self.stdout.write(f"{entry.kind} {entry.of}\nrecorded {entry.at}")
        for witness in proved.witnesses:
            self.stdout.write(f"seen by {witness.name}")


def _line(fact: Checked) -> str:
    """The columns as they are, or that they are not for everybody."""
    entry = fact.entry
    told = "(sealed)" if fact.row is None else json.dumps(fact.row, ensure_ascii=False)
    return f"{fact.index} {entry.kind} {entry.of}, recorded {entry.at}\n  {told}"


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode(errors="replace")
    except OSError as failure:
        raise CommandError(f"{path}: {failure.strerror}.") from failure


def _keys(given: list[str]) -> list[VerifierKey]:
    if not given:
        return [*log.log_keys(), *log.witness_keys()]
    keys = [read_key(one) for one in given]
    return [key.verifier if isinstance(key, SigningKey) else key for key in keys]


def _refuse_other(event: Any, entry: Entry) -> None:
    try:
        found = hash_id(event)
    except (AttributeError, KeyError, TypeError) as failure:
        raise NotProved("the file holds no event") from failure
    if found != entry.of:
        raise NotProved("the leaf speaks of another event than the file")
