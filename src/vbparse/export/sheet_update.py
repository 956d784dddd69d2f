"""Brings a workbook that people work with up to date with a plan, and leaves to them what is theirs.

Theirs are all columns without one of our headings, all sheets that are not ours, rows without a key, and the order of
rows. Ours are the cells under our headings. A row whose task is gone goes to the end and is marked; a new one comes
behind the task that it follows in the plan. Columns and sheets of ours that people have removed stay away.
"""

from __future__ import annotations

import io
import warnings
import zipfile
import zlib
from collections import Counter
from typing import TYPE_CHECKING, Any, Final, Literal

from vbparse.errors import InputError, LimitExceeded
from vbparse.export.columns import PLAN_COLUMN
from vbparse.export.sheet_cells import Cells, Place, Rows, take_rows, text_of
from vbparse.export.sheet_match import Known, match_rows, of_same_plan
from vbparse.export.sheet_style import keep_days
from vbparse.export.sheets import KEY, SIGNS, TITLES, Sheets
from vbparse.export.update import Change, Counts, Updated
from vbparse.export.workbook import MOST_ROWS, clean_text, pack_workbook

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from vbparse.export.options import ExportOptions, Lang
    from vbparse.export.sheets import Layout, Line
    from vbparse.plan.model import PlanDocument

Fate = Literal["theirs", "gone", "dropped"]
"""What becomes of a row that stands for nothing in the plan: it stays, goes to the end and is marked, or goes."""

_GONE: Final[dict[Lang, str]] = {"vi": "Không còn trong kế hoạch", "en": "No longer in the plan"}
_HINT: Final = "Give a workbook that vbparse has made (--to xlsx), with its headings and its hidden last column."
_LOOKED_AT: Final = 30
"""Rows in which headings are looked for: people put titles above them."""
_MOST_BYTES: Final = 1_000_000_000
"""Of an unpacked workbook."""
_REBUILT: Final = frozenset({"calcChain.xml", "sharedStrings.xml", "printerSettings", "metadata.xml", "docMetadata"})
"""Parts that Excel makes anew, or that say nothing of what people see."""
_UNREADABLE: Final = (
    zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError,
)  # fmt: skip
_TASK, _LEAD = "Nhiệm vụ", "Chủ trì"


def update_workbook(existing: bytes, change: Change, options: ExportOptions) -> Updated:
    """Bring a workbook up to date; it stays in its language. Raises `InputError`, `LimitExceeded`."""
    book, warned = _open(existing)
    places = _find_places(book)
    lang = places["tasks"].lang
    sheets = Sheets(options._replace(lang=lang), several=PLAN_COLUMN.head[lang] in places["tasks"].heads)
    lines = _lines(sheets, change.plans)
    counts = Counts(0, 0, 0, 0)
    for name, place in places.items():
        work = _Work(place, sheets.layouts[name], lines[name])
        if name == "tasks":
            counts = work.merge_tasks(change)
        else:
            work.merge({plan.plan_id for plan in change.plans} if name != "units" else None)
    if "units" in places:
        keep_days(book, sheets)
    data = pack_workbook(book, change.plans[0] if change.plans else None)
    return Updated(data, counts, tuple(sorted(_lost(existing, data) | warned)))


def _lines(sheets: Sheets, plans: Sequence[PlanDocument]) -> dict[str, list[Line]]:
    """Give the rows of all sheets."""
    lines: dict[str, list[Line]] = {name: [] for name in sheets.layouts}
    for plan in plans:
        for name, some in sheets.add(plan).items():
            lines[name].extend(some)
    return {**lines, "units": list(sheets.unit_lines())}


class _Work:
    """One sheet, its rows taken up, to be laid down again with those of the plan."""

    def __init__(self, place: Place, layout: Layout, lines: Sequence[Line]) -> None:
        fields = ((number, field.head[place.lang]) for number, field in enumerate(layout.fields))
        ours = {number: place.heads[head] for number, head in fields if head in place.heads}
        self._place = place._replace(
            columns={number: column for number, column in ours.items() if layout.fields[number].kind != "typed"}
        )
        self._layout, self._lines = layout, lines
        self._key = self._place.columns[len(layout.fields) - 1]
        self._old = take_rows(self._place)
        if len(self._old) + len(lines) >= MOST_ROWS:
            message = f"there are more rows than a sheet of Excel takes ({MOST_ROWS:,})"
            raise LimitExceeded(message, hint="Choose fewer plans or tasks.")

    def merge_tasks(self, change: Change) -> Counts:
        """Fill the sheet of tasks, whose rows are known by their words too."""
        task, lead = (self._number(head) for head in (_TASK, _LEAD))
        columns = [self._place.columns.get(number) for number in (task, lead)]
        rows = [Known(text_of(row, self._key), *(text_of(row, column) for column in columns)) for row in self._old]
        own = [number for number, field in enumerate(self._layout.fields) if field.kind == "own"]
        wanted = [
            Known(line.key, *(_plain(line.cells[own.index(number)]) for number in (task, lead))) for line in self._lines
        ]
        known = of_same_plan(rows, wanted)
        targets = {
            now.key: change.renumbered[row.key]
            for row, now in zip(rows, known, strict=True)
            if row.key in change.renumbered
        }
        rows, found = known, match_rows(known, wanted, targets)
        plans = {plan.plan_id for plan in change.plans} | {key.partition("#")[0] for key in change.renumbered}
        kept = {rows[number].key for number in found} | set(change.known)
        fates = {
            number: "gone" if row.key and row.plan in plans and row.key not in kept else "theirs"
            for number, row in enumerate(rows)
            if number not in found
        }
        self._lay(found, fates)
        gone = list(fates.values()).count("gone")
        return Counts(len(found), len(self._lines) - len(found), gone, len(fates) - gone)

    def merge(self, plans: set[str] | None) -> None:
        """Fill another sheet: a row that stands for nothing any more stays only where people wrote something into it.

        `plans` are those given, whose rows these are; None where rows are of no one plan.
        """
        rows = [Known(text_of(row, self._key)) for row in self._old]
        found = match_rows(rows, [Known(" ".join(line.key.split())) for line in self._lines])
        fates: dict[int, Fate] = {}
        for number, row in enumerate(rows):
            if number not in found:
                is_ours = row.key and (plans is None or row.plan in plans)
                fates[number] = "theirs" if not is_ours else "gone" if self._has_theirs(number) else "dropped"
        self._lay(found, fates)

    def _number(self, head: str) -> int:
        return next(number for number, field in enumerate(self._layout.fields) if field.head["vi"] == head)

    def _has_theirs(self, number: int) -> bool:
        ours = set(self._place.columns.values())
        return any(cell.value is not None for column, cell in self._old[number].items() if column not in ours)

    def _lay(self, found: dict[int, int], fates: Mapping[int, str]) -> None:
        """Lay the rows down: in the order in which people have them, new ones behind those before them in the plan."""
        rows = Rows(self._place, self._layout, _pattern(self._old))
        followers = self._followers(set(found.values()))
        for number in followers.get(-1, ()):
            rows.put({}, self._lines[number])
        for number, cells in enumerate(self._old):
            if number in found:
                rows.put(cells, self._lines[found[number]])
                for new in followers.get(found[number], ()):
                    rows.put({}, self._lines[new])
            elif fates[number] == "theirs":
                rows.put(cells)
        for number, fate in fates.items():
            if fate == "gone":
                rows.put(self._old[number], gone=_GONE[self._place.lang])
        rows.finish()

    def _followers(self, there: set[int]) -> dict[int, list[int]]:
        """Give the new rows behind each row that is there; those before the first one behind -1."""
        followers: dict[int, list[int]] = {}
        before = -1
        for number in range(len(self._lines)):
            if number in there:
                before = number
            else:
                followers.setdefault(before, []).append(number)
        return followers


def _plain(content: object) -> str:
    return "" if content is None else " ".join(clean_text(str(content)).split())


def _pattern(rows: Sequence[Cells]) -> dict[int, Any]:
    """Give by column the style that most of its cells have."""
    styles: dict[int, Counter[tuple[int, ...]]] = {}
    cells = [(column, cell) for row in rows for column, cell in row.items()]
    for column, cell in cells:
        styles.setdefault(column, Counter())[tuple(cell._style)] += 1  # noqa: SLF001
    usual = {column: counts.most_common(1)[0][0] for column, counts in styles.items()}
    return {column: cell._style for column, cell in cells if tuple(cell._style) == usual[column]}  # noqa: SLF001


def _open(existing: bytes) -> tuple[Any, set[str]]:
    """Open a workbook; gives also what openpyxl says that it cannot keep. Raises `InputError`, `LimitExceeded`."""
    from openpyxl import load_workbook  # noqa: PLC0415
    from openpyxl.utils.exceptions import InvalidFileException  # noqa: PLC0415

    try:
        with zipfile.ZipFile(io.BytesIO(existing)) as package:
            size = sum(part.file_size for part in package.infolist())
        if size > _MOST_BYTES:
            message = f"the workbook is larger than {_MOST_BYTES:,} bytes when unpacked"
            raise LimitExceeded(message, hint="Take out what is not needed, pictures first.")
        with warnings.catch_warnings(record=True) as told:
            warnings.simplefilter("always")
            book = load_workbook(io.BytesIO(existing), rich_text=True)
    except _UNREADABLE as error:
        message = f"it cannot be opened as an Excel workbook (.xlsx): {error}"
        raise _not_ours(message) from error
    except (InvalidFileException, SyntaxError, LookupError, ValueError, TypeError, AttributeError) as error:
        message = f"its parts do not fit together: {error}"
        raise _not_ours(message) from error
    texts = [str(warning.message) for warning in told]
    return book, {text.partition(" extension")[0] for text in texts if "not supported" in text}


def _not_ours(why: str) -> InputError:
    return InputError(f"the workbook cannot be updated: {why}", hint=_HINT)


def _find_places(book: Any) -> dict[str, Place]:
    """Find our sheets by their headings, in either language. Raises `InputError` where that of the tasks is not there.

    Of several, a sheet with our title is ours; the others are copies that people made.
    """
    found: dict[str, Place] = {}
    for sheet in book.worksheets:
        for name, place in _candidates(sheet):
            titles = TITLES[name].values()
            if name not in found or (sheet.title in titles and found[name].sheet.title not in titles):
                found[name] = place
    if "tasks" not in found:
        named = ", ".join(head["vi"] for head in (*SIGNS["tasks"], KEY.head))
        message = f"no sheet has the columns {named}"
        raise _not_ours(message)
    return {name: place for name, place in found.items() if place.lang == found["tasks"].lang}


def _candidates(sheet: Any) -> Iterator[tuple[str, Place]]:
    """Yield what a sheet may be, with the row of its headings."""
    for top, row in enumerate(sheet.iter_rows(max_row=_LOOKED_AT, values_only=True), 1):
        heads: dict[str, int] = {}
        for column, value in enumerate(row, 1):
            heads.setdefault(str(value).strip(), column)
        for name, signs in SIGNS.items():
            for lang in KEY.head:
                if all(head[lang] in heads for head in (*signs, KEY.head)):
                    yield name, Place(sheet, lang, top, heads)
                    return


def _lost(before: bytes, after: bytes) -> set[str]:
    """Name the kinds of parts that a workbook had before and has no more."""
    return _parts(before) - _parts(after) - _REBUILT


def _parts(book: bytes) -> set[str]:
    with zipfile.ZipFile(io.BytesIO(book)) as package:
        names = [name.split("/") for name in package.namelist()]
    return {name[1] for name in names if name[0] == "xl" and len(name) > 1}
