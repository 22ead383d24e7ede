"""``manage.py make_log_key NAME``: a new key for the log, or for a witness of it."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from traceability.merkle.keys import LOG, WITNESS, NotAKey, new_key


class Command(BaseCommand):
    help = "Print a private key (keep it secret) and the public key that belongs to it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", help="such as chogoc.example/log: the log's name, for ever")
        parser.add_argument("--witness", action="store_true", help="a key that cosigns")

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            key = new_key(options["name"], kind=WITNESS if options["witness"] else LOG)
        except NotAKey as failure:
            raise CommandError("A name has no spaces and no plus in it.") from failure
        self.stdout.write(f"{key.written}\n{key.verifier}")
