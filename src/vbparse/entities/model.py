"""What the finders of `entities` give: mentions with a span, a kind, a value and the rule that found them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, Literal, TypeVar

from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from vbparse.textmap import Span

V = TypeVar("V")

UnitClass = Literal["named", "group", "polity", "person"]
Level = Literal["central", "province", "district", "commune", "other"]
TimeRole = Literal["deadline", "event", "period", "citation", "issue", "anniversary", "frequency", "horizon", "vague"]
TimeKind = Literal["date", "range", "list", "duration", "set"]
TimeMod = Literal["before", "on_or_before", "after", "on_or_after", "start", "mid", "end"]


class Mention(NamedTuple, Generic[V]):
    """A stretch of text that means `value`. `node` is an outline id, or `H`, `N`; `rule` names what found it.

    `confidence` (0 to 1) is that of the trained model, for what it found; None for what the rules read.
    """

    span: Span
    node: str
    value: V
    rule: str
    confidence: float | None = None


class Unit(NamedTuple):
    """An organisation, a set of them, or an office holder. Two mentions of one body have equal `name` and `cls`.

    `name` is canonical as `gold/GUIDE.md` says: abbreviations spelled out, the implied place added.
    """

    name: str
    cls: UnitClass = "named"
    kind: str | None = None
    level: Level | None = None
    place: str | None = None
    registry_id: str | None = None


class Time(NamedTuple):
    """A time as the contract's `times` publishes it; days are ISO text (`2024-02-XX` for a blank day)."""

    role: TimeRole
    kind: TimeKind
    grain: str | None = None
    start_date: str | None = None
    end_date: str | None = None
    dates: tuple[str, ...] = ()
    start_time: str | None = None
    end_time: str | None = None
    due_time: str | None = None
    mod: TimeMod | None = None
    due: str | None = None
    rrule: str | None = None
    duration: str | None = None
    anchor: str | None = None
    calendar: Literal["gregorian", "lunar_vi"] = "gregorian"
    inferred: tuple[str, ...] = ()

    def fields(self) -> dict[str, Any]:
        """Give the published fields by name, as JSON holds them."""
        return {**self._asdict(), "dates": list(self.dates), "inferred": list(self.inferred)}


class Citation(NamedTuple):
    """A cited document; `issuer` is canonical, `title` as printed."""

    type: str
    code: str | None = None
    date: str | None = None
    issuer: str | None = None
    title: str | None = None
    role: Literal["basis", "implements", "mention"] = "mention"


class Body(NamedTuple):
    """Who issues the document: the canonical name and what it implies for names that drop the place.

    `place` is the body's own place with its type word (`quận Hà Đông`), `places` all places above it from
    near to far (`("quận Hà Đông", "thành phố Hà Nội")`), as far as known. `kind` is a type of the lexicon
    (`ubnd`, `party`, `so`, `phong`, `school`, `front`, ...).
    """

    name: str
    span: Span | None = None
    kind: str | None = None
    level: Level | None = None
    place: str | None = None
    places: tuple[str, ...] = ()
    inferred: bool = False


class Context(NamedTuple):
    """What a mention may leave out because the document implies it.

    `issued` is the issue day (ISO, `XX` where blank) or None; `years` are the plan's years from its title;
    `own_code` is the document's own code, so that it is not taken for a citation; `co_issuers` issue it together
    with `issuer`.
    """

    issuer: Body | None = None
    parent: Body | None = None
    issued: str | None = None
    years: tuple[int, ...] = ()
    own_code: str | None = None
    co_issuers: tuple[Body, ...] = ()

    @property
    def own_years(self) -> tuple[int, ...]:
        """Give the plan's years: those of its title, else the year of issue."""
        return self.years or ((int(self.issued[:4]),) if self.issued and self.issued[:4].isdigit() else ())
