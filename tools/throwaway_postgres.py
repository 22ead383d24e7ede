"""Runs a command against a PostgreSQL that lives only as long as the command.

``python -m tools.throwaway_postgres COMMAND ...`` sets ``DATABASE_URL`` for it. The server listens
on a Unix socket in a directory of its own and does not wait for the disk. PostgreSQL refuses to
run as root, so root runs it as the user ``postgres``.
"""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

QUICK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=150")


def main(command: list[str]) -> int:
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with tempfile.TemporaryDirectory(prefix="throwaway-postgres-") as folder, server(Path(folder)):
        url = f"postgresql://postgres@/postgres?host={quote(folder, safe='')}"
        return subprocess.run(
            command, env={**os.environ, "DATABASE_URL": url}, check=False
        ).returncode


@contextmanager
def server(folder: Path) -> Iterator[None]:
    prefix, programs, cluster = owner(folder), binaries(), folder / "cluster"

    def run(program: str, *arguments: str) -> None:
        words = [*prefix, str(programs / program), "-D", str(cluster), *arguments]
        subprocess.run(words, check=True, cwd=folder, stdout=subprocess.DEVNULL)

    run("initdb", "-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
    run("pg_ctl", "-w", "-s", "-l", str(folder / "log"), "-o", options(folder), "start")
    try:
        yield
    finally:
        run("pg_ctl", "-s", "-m", "immediate", "stop")


def options(folder: Path) -> str:
    settings = ("listen_addresses=''", f"unix_socket_directories='{folder}'", *QUICK)
    return " ".join(f"-c {setting}" for setting in settings)


def owner(folder: Path) -> list[str]:
    """Words before a command that run it as the cluster's owner."""
    if os.getuid() != 0:
        return []
    person = pwd.getpwnam("postgres")
    os.chown(folder, person.pw_uid, person.pw_gid)
    return ["runuser", "-u", "postgres", "--"]


def binaries() -> Path:
    """Debian keeps the server's programs, by version, out of the search path."""
    versions = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest = max(versions, key=lambda path: int(path.parts[-3]), default=None)
    found = newest or shutil.which("initdb")
    if found is None:
        sys.exit("PostgreSQL is missing: apt-get install --no-install-recommends postgresql")
    return Path(found).resolve().parent


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
