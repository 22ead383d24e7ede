"""Style sheets that import others are handed out whole: one file, one way there and back.

While one works on it the browser follows ``@import`` itself; there is nothing to build.
``collectstatic`` puts the imported sheets in their places, without what only people read.
"""

from __future__ import annotations

import re
from posixpath import dirname, join, normpath, relpath
from typing import TYPE_CHECKING, Any

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

from traceability.pruning import squeezed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.core.files.storage import Storage

Paths = dict[str, tuple["Storage", str]]
IMPORT = re.compile(r'@import "([^"]+)";')
LINK = re.compile(r"""url\((["']?)(?!data:|#|/)([^"')]+)\1\)""")


class MarketFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # WhiteNoise has no types
    """Static files named by what is in them, squeezed, and sheets gathered."""

    def post_process(self, paths: Paths, dry_run: bool = False, **options: Any) -> Iterator[Any]:  # noqa: ANN401, FBT001, FBT002 (as Django has it)
        if not dry_run:
            paths = {**paths, **self._gathered(paths)}
        yield from super().post_process(paths, dry_run=dry_run, **options)

    def _gathered(self, paths: Paths) -> Paths:
        return {name: self._gather(name, paths) for name in paths if _imports(name, paths)}

    def _gather(self, name: str, paths: Paths) -> tuple[Storage, str]:
        self.delete(name)
        return self, self._save(name, ContentFile(gathered(name, paths).encode()))


def gathered(name: str, paths: Paths) -> str:
    """The text of a sheet with those it imports, and their addresses as seen from it."""

    def imported(match: re.Match[str]) -> str:
        other = normpath(join(dirname(name), match[1]))
        return _seen_from(dirname(name), dirname(other), gathered(other, paths))

    return IMPORT.sub(imported, squeezed(_read(name, paths)))


def _seen_from(here: str, there: str, sheet: str) -> str:
    return LINK.sub(lambda link: f'url("{relpath(join(there, link[2]), here)}")', sheet)


def _imports(name: str, paths: Paths) -> bool:
    return name.endswith(".css") and IMPORT.search(_read(name, paths)) is not None


def _read(name: str, paths: Paths) -> str:
    storage, path = paths[name]
    with storage.open(path) as file:
        text: str = file.read().decode()
    return text
