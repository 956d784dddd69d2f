"""The parts of an Office package: a ZIP with relations between its files (ECMA-376, part 2)."""

from __future__ import annotations

import posixpath
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from vbparse.errors import DamagedInput, InputError
from vbparse.readers.packed.zips import read_member
from vbparse.readers.word.markup import Element, parse_xml
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from zipfile import ZipFile

MAIN: Final = "word/document.xml"
_ROOT: Final = ""


class Relation(NamedTuple):
    """What a part refers to: `kind` is the last word of the relation's type (`styles`), `path` a file of the package."""

    kind: str
    path: str


class Package:
    """An opened package. Nothing outside of it is ever looked at."""

    def __init__(self, archive: ZipFile, name: str, most: int) -> None:
        """Open the package called `name`; no part may have more than `most` bytes. Raises `DamagedInput`."""
        self._archive = archive
        self._name = name
        self._most = most
        self._members = {info.filename.lower(): info for info in archive.infolist()}
        self._root = self._relations(_ROOT)
        self._main = next((path for kind, path in self._root.values() if kind == "officeDocument"), MAIN)
        if self._main.lower() not in self._members:
            message = f"{name} is damaged: the package has no document ({self._main})"
            raise DamagedInput(message)
        self.relations = self._relations(self._main)

    def main(self) -> Element:
        """Give the document itself."""
        return self._part(self._main)

    def related(self, kind: str) -> Element | None:
        """Give the document's part of a kind (`styles`, `numbering`, `footnotes`); None without one."""
        paths = (relation.path for relation in self.relations.values() if relation.kind == kind)
        return next((self._part(path) for path in paths if path.lower() in self._members), None)

    def by_id(self, relation_id: str | None) -> Element | None:
        """Give the part that a relation of the document leads to; None without one."""
        relation = self.relations.get(relation_id or "")
        return self._part(relation.path) if relation and relation.path.lower() in self._members else None

    def producer(self) -> str | None:
        """Give the name of the program that wrote the file; None where it does not say so."""
        path = next((path for kind, path in self._root.values() if kind == "extended-properties"), "")
        with suppress(InputError):  # not worth losing the document for
            found = self._part(path).children if path.lower() in self._members else []
            return next((entry.text.strip() or None for entry in found if entry.tag == "?:Application"), None)
        return None

    def _part(self, path: str) -> Element:
        data = read_member(self._archive, self._members[path.lower()], self._most)
        return parse_xml(data, f"{self._name} ({path})")

    def _relations(self, part: str) -> dict[str, Relation]:
        """Read the relations of a part; those that lead out of the package are left out."""
        folder, file = posixpath.split(part)
        path = posixpath.join(folder, "_rels", f"{file}.rels")
        if path.lower() not in self._members:
            return {}
        found = {}
        for entry in self._part(path).all("rel:Relationship"):
            if entry.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, entry.get("Target") or "")).lstrip("/")
                found[entry.get("Id") or ""] = Relation((entry.get("Type") or "").rpartition("/")[2], target)
        return found
