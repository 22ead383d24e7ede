"""Makes everything the demo market shows: tables, words, static files and its shops."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand, CommandError, CommandParser


class Command(BaseCommand):
    help = "Migrate, compile words, collect static files and seed the demo. Safe to run again."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--without-pictures", action="store_true", help="see seed_demo")

    def handle(self, *_args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("Only a demo market is prepared so: set CHOGOC_MODE=demo.")
        call_command("migrate", interactive=False, verbosity=0)
        call_command("compile_words")
        call_command("collectstatic", interactive=False, verbosity=0)
        if "seed_demo" in get_commands():
            call_command("seed_demo", without_pictures=options["without_pictures"])
