"""Whether the demo market must be prepared again: a digest of what its preparation reads."""

from __future__ import annotations

import os
import shutil
from hashlib import sha256
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VAR = Path(os.environ.get("VAR_DIR", ROOT / "var"))
STAMP = VAR / ".prepared"
DATABASE = VAR / "market.sqlite3"
READ = (
    "requirements/base.txt",
    "*/migrations/*.py",
    "*/management/commands/*.py",
    "*/demo/**/*",
    "*/data/**/*",
    "data/**/*",
    "locale/**/*.po",
    "static/**/*",
)


def is_prepared() -> bool:
    """Nothing that preparation reads has changed, and what it wrote is still there."""
    database_there = "DATABASE_URL" in os.environ or DATABASE.exists()
    return database_there and STAMP.exists() and STAMP.read_text() == _digest()


def mark_prepared() -> None:
    STAMP.write_text(_digest())


def forget() -> None:
    """Throw away the demo's own database, photos and stamp; nothing else under ``VAR_DIR``."""
    for file in (STAMP, *VAR.glob(f"{DATABASE.name}*")):
        file.unlink(missing_ok=True)
    shutil.rmtree(VAR / "media", ignore_errors=True)


def _digest() -> str:
    told = [os.environ.get(name, "") for name in ("DATABASE_URL", "SETTLEMENT")]
    digest = sha256("\0".join(told).encode())
    for path in sorted({path for pattern in READ for path in ROOT.glob(pattern)}):
        if path.is_file() and "__pycache__" not in path.parts:
            digest.update(f"{path.relative_to(ROOT)}\0".encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()
