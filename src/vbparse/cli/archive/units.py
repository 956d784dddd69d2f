"""`vbparse archive units`: how much each unit has to do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from vbparse.cli.archive.answer import Column, declare_form, put_rows
from vbparse.cli.archive.filters import day, last_day, tell_unknown

if TYPE_CHECKING:
    from argparse import ArgumentParser
    from pathlib import Path

    from vbparse.archive.queries.load import UnitLoad
    from vbparse.cli.common import Session

_COLUMNS: Final = (
    Column("name", {"vi": "Cơ quan, đơn vị", "en": "Unit"}),
    Column("lead", {"vi": "Chủ trì", "en": "Leads"}, wraps=False),
    Column("cooperate", {"vi": "Phối hợp", "en": "Cooperates"}, wraps=False),
    Column("report_to", {"vi": "Nhận báo cáo", "en": "Gets reports"}, wraps=False),
    Column("advise_to", {"vi": "Được tham mưu", "en": "Is advised"}, wraps=False),
    Column("plans", {"vi": "Kế hoạch", "en": "Plans"}, wraps=False),
    Column("due", {"vi": "Đến hạn", "en": "Due"}, wraps=False),
    Column("overdue", {"vi": "Quá hạn", "en": "Overdue"}, wraps=False),
    Column("cls", {"vi": "Là", "en": "Is"}),
    Column("kind", {"vi": "Loại", "en": "Type"}),
    Column("level", {"vi": "Cấp", "en": "Level"}),
    Column("place", {"vi": "Địa bàn", "en": "Place"}),
    Column("key", {"vi": "Khóa", "en": "Key"}),
)
_ON_SCREEN: Final = ("name", "lead", "cooperate", "report_to", "plans")
_LEVELS: Final = ("central", "province", "district", "commune", "other")


def declare(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    which = parser.add_argument_group("which units (all that is given must hold)")
    which.add_argument("--unit", metavar="NAME", help='units of this name ("Phòng Tư pháp" is that of any district)')
    which.add_argument("--level", metavar="|".join(_LEVELS), choices=_LEVELS, help="units of this level")
    which.add_argument("--kind", metavar="KIND", help="units of this kind, as in `units[].kind`: so, phong, ubnd, ...")
    which.add_argument("--place", metavar="NAME", help="units of this place")
    which.add_argument(
        "--min", metavar="N", type=int, default=0, dest="least", help="units that lead N tasks or cooperate in them"
    )
    which.add_argument("--groups", action="store_true", help='also what stands for many bodies ("các phòng, ban")')
    what = parser.add_argument_group("what is counted")
    what.add_argument("--issuer", metavar="NAME", help="tasks of documents that this body issued")
    what.add_argument("--type", metavar="CODE", help="tasks of documents of this type: KH, QD, CT, ...")
    what.add_argument("--from", metavar="DAY", type=day, dest="due_from", help="count what falls due from this day on")
    what.add_argument("--to", metavar="DAY", type=last_day, dest="due_to", help="count what falls due up to this day")
    what.add_argument("--overdue-at", metavar="DAY", type=day, help="count what fell due before this day")
    declare_form(parser)


def run(session: Session, *, form: str, out: Path | None, issuer: str | None, type: str | None, **given: Any) -> None:  # noqa: A002 (as the option)
    """Tell each unit's load: the tasks that it leads, cooperates in, is reported to; what of it falls due."""
    from vbparse.archive.queries.documents import Filters
    from vbparse.archive.queries.load import UnitFilters, Window
    from vbparse.archive.register import Archive

    window = Window(*(given.pop(name) for name in Window._fields))
    units = UnitFilters(name=given.pop("unit"), **given)
    with Archive(session.settings.archive) as archive:
        tell_unknown(session, archive, units.name, issuer)
        loads = list(archive.units(units, Filters(issuer=issuer, type=type), window))
    columns = [column for column in _COLUMNS if form != "table" or _shows(column, window)]
    rows = [_row(load, columns) for load in loads]
    put_rows(session, columns, rows, form=form, out=out)


def _shows(column: Column, window: Any) -> bool:
    """Tell whether a column is one for a screen: days only where they were asked for."""
    asked = {"due": window.due_from or window.due_to, "overdue": window.overdue_at}
    return column.name in _ON_SCREEN or bool(asked.get(column.name))


def _row(load: UnitLoad, columns: list[Column]) -> tuple[Any, ...]:
    values = load._asdict()
    return tuple(values[column.name] for column in columns)
