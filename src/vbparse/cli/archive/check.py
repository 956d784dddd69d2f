"""`vbparse archive check`: whether the archive is sound."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final

from vbparse.cli.common import write_text
from vbparse.errors import EXIT_FLAGGED
from vbparse.output import shown

if TYPE_CHECKING:
    from argparse import ArgumentParser
    from collections.abc import Iterator

    from vbparse.archive.queries.check import Problem
    from vbparse.archive.register import Archive
    from vbparse.cli.common import Session
    from vbparse.export.options import Lang

_PROBLEMS: Final[dict[str, dict[Lang, str]]] = {
    "database": {
        "vi": "tệp kho bị hỏng ({0}: {1}). Dùng bản sao lưu, hoặc lập kho mới bằng `vbparse archive add`.",
        "en": "the file is damaged ({0}: {1}). Restore a copy, or make a new archive with `vbparse archive add`.",
    },
    "reference": {
        "vi": "{1} dòng của bảng {0} trỏ đến dòng không có. Dùng bản sao lưu, hoặc lập kho mới.",
        "en": "{1} rows of the table {0} point to rows that are not there. Restore a copy, or make a new archive.",
    },
    "index": {
        "vi": "chỉ mục tìm kiếm bị hỏng ({1}). Chạy `vbparse archive check --repair`.",
        "en": "the index of words is damaged ({1}). Run `vbparse archive check --repair`.",
    },
    "index-incomplete": {
        "vi": "chỉ mục tìm kiếm thiếu hoặc thừa {1} đoạn. Chạy `vbparse archive check --repair`.",
        "en": "the index of words lacks {1} passages, or has too many. Run `vbparse archive check --repair`.",
    },
    "plan-absent": {
        "vi": "văn bản {0} không còn nội dung. Đọc lại bằng `vbparse archive add --again`.",
        "en": "the plan of the document {0} is not there. Read it again with `vbparse archive add --again`.",
    },
    "plan-damaged": {
        "vi": "nội dung văn bản {0} bị hỏng ({1}). Đọc lại bằng `vbparse archive add --again`.",
        "en": "the plan of the document {0} is damaged ({1}). Read it again with `vbparse archive add --again`.",
    },
    "rows-differ": {
        "vi": "văn bản {0} có số dòng không khớp ({1}). Đọc lại bằng `vbparse archive add --again`.",
        "en": "the document {0} has other numbers of rows than its plan ({1}). Read it again with `vbparse archive add --again`.",
    },
    "versions": {
        "vi": "kế hoạch {0} có {1} bản được tính, lẽ ra một. Đọc lại bằng `vbparse archive add --again`.",
        "en": "of the plan {0}, {1} documents count instead of one. Read it again with `vbparse archive add --again`.",
    },
    "no-file": {
        "vi": "văn bản {0} không thuộc tệp nào. Thêm lại tệp của nó bằng `vbparse archive add`.",
        "en": "no file has the document {0}. Add its file again with `vbparse archive add`.",
    },
    "file-failed": {
        "vi": "{0} không đọc được khi thêm vào ({1}). Xem cách xử lý: `vbparse archive list --failed`.",
        "en": "{0} could not be read when it was added ({1}). What to do: `vbparse archive list --failed`.",
    },
    "file-missing": {
        "vi": "{0} không còn đọc được ({1}). Chép lại tệp; nội dung đã đọc vẫn còn trong kho.",
        "en": "{0} cannot be read any more ({1}). Put it back; what was read of it is still in the archive.",
    },
    "file-changed": {
        "vi": "{0} đã thay đổi sau khi đọc. Đọc lại bằng `vbparse archive add`.",
        "en": "{0} has changed since it was read. Read it again with `vbparse archive add`.",
    },
}
_WORDS: Final[dict[Lang, dict[str, str]]] = {
    "vi": {
        "sound": "Kho {0} không có lỗi: {1} văn bản, {2} tệp.",
        "unsound": "Kho {0} có {1} lỗi.",
        "repaired": "Đã lập lại chỉ mục tìm kiếm.",
    },
    "en": {
        "sound": "The archive {0} is sound: {1} documents, {2} files.",
        "unsound": "The archive {0} has {1} problems.",
        "repaired": "The index of words was made anew.",
    },
}
_DIGEST: Final = frozenset("0123456789abcdef")


def declare(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--files", action="store_true", help="also read the files again: missing, changed since")
    parser.add_argument("--repair", action="store_true", help="make the index of words anew, if it is not sound")


def run(session: Session, *, files: bool, repair: bool) -> None:
    """Check the archive; ends with 8 if it is not sound."""
    from vbparse.archive.queries.check import INDEX
    from vbparse.archive.register import Archive

    words = _WORDS[session.lang]
    with Archive(session.settings.archive) as archive:
        grave = 0
        for problem in _problems(session, archive, files=files):
            if repair and problem.kind in INDEX:
                archive.repair_index()
                session.note(words["repaired"])
                continue
            grave += problem.grave
            write_text(f"{_line(problem, session.lang)}\n")
        documents = sum(1 for _ in archive.documents(copies=True))
        numbers = (documents, len(archive.records()))
    name = shown(str(session.settings.archive))
    if grave:
        session.note(words["unsound"].format(name, grave))
        sys.exit(EXIT_FLAGGED)
    session.note(words["sound"].format(name, *numbers))


def _problems(session: Session, archive: Archive, *, files: bool) -> Iterator[Problem]:
    with session.counting() as count:
        yield from archive.check(files=files, listener=count)


def _line(problem: Problem, lang: Lang) -> str:
    what = problem.what[:12] if set(problem.what) <= _DIGEST else problem.what
    return shown(_PROBLEMS[problem.kind][lang].format(what, problem.detail))
