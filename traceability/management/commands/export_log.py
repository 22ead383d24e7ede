"""``manage.py export_log DIR``: the signed log as static files, to be served or kept anywhere."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from traceability.merkle.tiles import WIDTH, tiles_of
from traceability.queries import log

if TYPE_CHECKING:
    from traceability.merkle.tiles import Tile


class Command(BaseCommand):
    help = "Write tiles, entries, keys and the latest checkpoint. What is there stays."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("dir", type=Path)

    def handle(self, *_args: Any, **options: Any) -> None:
        folder, checkpoint = options["dir"], log.latest_checkpoint()
        if checkpoint is None:
            raise CommandError("Nothing is signed yet: run checkpoint.")
        tiles = list(tiles_of(checkpoint.size))
        written = sum(_write(folder, tile) for tile in tqdm(tiles, disable=None, leave=False))
        keys = "".join(f"{key}\n" for key in [*log.log_keys(), *log.witness_keys()])
        _replace(folder / "keys.txt", keys.encode())
        _replace(folder / "checkpoint", str(log.note_of(checkpoint)).encode())
        self.stdout.write(f"{written} files new, {checkpoint.size} leaves in all.")


def _write(folder: Path, tile: Tile) -> bool:
    """Whether it had to be written: a tile never changes."""
    path = folder / tile.path
    if path.exists() and tile.width == WIDTH:
        return False
    _replace(path, log.content_of(tile))
    return True


def _replace(path: Path, content: bytes) -> None:
    """Whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f"{path.name}.new")
    beside.write_bytes(content)
    beside.replace(path)
