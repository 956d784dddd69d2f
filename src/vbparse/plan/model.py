"""The plan document: the published schema (`vbparse schema`), as in the contract.

Names are fixed: other systems read them. A value that the document does not give is null or an empty
list. A field's description gives the Vietnamese term.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field
from pydantic.dataclasses import dataclass

from vbparse.plan.version import SCHEMA_VERSION

BBox = Annotated[
    tuple[float, float, float, float],
    Field(description="x0, top, x1, bottom in points from the top left of the page as displayed"),
]
UnitClass = Literal["named", "group", "polity", "person"]
Level = Literal["central", "province", "district", "commune", "other"]
TimeRole = Literal["deadline", "event", "period", "citation", "issue", "anniversary", "frequency", "horizon", "vague"]
TimeKind = Literal["date", "range", "list", "duration", "set"]
TimeMod = Literal["before", "on_or_before", "after", "on_or_after", "start", "mid", "end"]
NodeKind = Literal["preamble", "section", "item", "bullet", "paragraph", "closing", "annex", "row", "footnote"]
SignatureState = Literal["intact", "extended", "resigned", "modified", "broken", "invalid", "unchecked", "unreadable"]
TextOrigin = Literal["native", "ocr", "mixed", "repaired"]
TaskSlot = Literal["lead", "cooperate", "advise_to", "report_to", "deadlines"]
Confidence = Annotated[float, Field(ge=0.0, le=1.0)]


class Model(BaseModel):
    """Base of all parts: unchangeable, and strict about unknown names."""

    model_config = ConfigDict(frozen=True, extra="forbid", ser_json_inf_nan="null")


# Regions and evidence are most of what a plan holds; as dataclasses they take a third of a model's memory.
@dataclass(frozen=True, slots=True, config=ConfigDict(extra="forbid"))
class Region:
    """A part of one printed line."""

    page: Annotated[int, Field(ge=1, description="page, counted from 1 (trang)")]
    bbox: BBox


@dataclass(frozen=True, slots=True, config=ConfigDict(extra="forbid"))
class Evidence:
    """Where a value was read; `text == document.text[start:end]`."""

    text: str
    start: Annotated[int, Field(ge=0, description="first code point in the document's `text`")]
    end: Annotated[int, Field(ge=0, description="code point after the last one")]
    regions: Annotated[tuple[Region, ...], Field(description="one per printed line; none without pages")] = ()
    raw: Annotated[
        str | None,
        Field(description="what OCR read, where it was repaired; absent elsewhere", exclude_if=lambda raw: raw is None),
    ] = None


class Generator(Model):
    """What made this document; the same input and generator give the same bytes."""

    version: str
    settings: str = Field(description="sha256 of the settings that change the result")
    lexicon: str = Field(description="sha256 of the knowledge files, the user's own included")
    admin_snapshot: str | None = Field(default=None, description="version of the administrative units' register")
    model: str | None = Field(default=None, description="name and version of the trained model, if one was used")
    ocr: str | None = Field(default=None, description="OCR engine, version and data, if pages were read by it")


class PageOrigin(Model):
    """How the text of one page was come by."""

    page: int = Field(ge=1)
    origin: TextOrigin
    why: str = ""


class DigitalSignature(Model):
    """A digital signature found in the file (chữ ký số)."""

    signer: str | None = Field(default=None, description="common name in the certificate (người ký)")
    organisation: str | None = Field(default=None, description="organisation in the certificate (cơ quan, tổ chức)")
    time: str | None = Field(
        default=None, description="when it was signed, as the signer's clock says, ISO (thời gian ký)"
    )
    intact: bool | None = Field(
        default=None,
        description="whether the signed bytes are unchanged and what was added since is signed; null where not known",
    )
    state: SignatureState | None = Field(
        default=None,
        description="intact; extended: fields filled in since, resigned: changed since, both covered by a later "
        "signature; modified: changed since, unsigned; broken: the signed bytes were changed; invalid: it does not fit its certificate; unchecked; unreadable",
    )
    kind: Literal["signature", "timestamp"] = Field(default="signature", description="timestamp: of the whole file")
    field: str | None = Field(default=None, description="name of its form field")
    timestamp: str | None = Field(default=None, description="time by a time stamping authority, ISO (dấu thời gian)")
    trusted: bool | None = Field(default=None, description="whether a given root vouches for it; null: not checked")
    checked_by: str | None = Field(default=None, description="name and version of what checked the cryptography")
    stamp: Region | None = Field(default=None, description="where it shows on a page, if it does (mẫu chữ ký số)")


class SourceInfo(Model):
    """The file that was read."""

    name: str
    sha256: str
    media_type: str
    pages: int | None = Field(default=None, description="number of pages; null without pages")
    text_origin: TextOrigin = "native"
    page_origins: tuple[PageOrigin, ...] = ()
    producer: str | None = None
    signatures: tuple[DigitalSignature, ...] = ()


class HeaderUnit(Model):
    """An agency of the letterhead."""

    unit: str | None = Field(default=None, description="id in `units`")
    name: str = Field(description="canonical name")
    evidence: Evidence | None = None


class Header(Model):
    """The letterhead and title block."""

    issuer: HeaderUnit | None = Field(default=None, description="issuing agency (cơ quan ban hành)")
    co_issuers: tuple[HeaderUnit, ...] = ()
    parent: HeaderUnit | None = Field(default=None, description="superior agency (cơ quan chủ quản)")
    code: str | None = Field(default=None, description="number and symbol (số, ký hiệu), spaces removed")
    number: str | None = None
    symbol: str | None = None
    type: str | None = Field(default=None, description="document type (tên loại văn bản)")
    type_code: str | None = None
    place: str | None = Field(default=None, description="place of issue (địa danh)")
    date: str | None = Field(default=None, description="day of issue (ngày ban hành); a blank part is XX")
    title: str | None = Field(default=None, description="subject without the type word (trích yếu)")
    year: tuple[int, ...] = Field(default=(), description="the plan's years")
    urgency: str | None = Field(default=None, description="độ khẩn")
    secrecy: str | None = Field(default=None, description="độ mật")
    draft: str | None = Field(default=None, description="draft mark (dự thảo), as printed")
    evidence: dict[str, Evidence] = Field(default_factory=dict)
    inferred: tuple[str, ...] = ()
    confidence: dict[str, Confidence] = Field(default_factory=dict)


class Node(Model):
    """A node of the outline (bố cục)."""

    id: str
    kind: NodeKind
    marker: str | None = None
    text: str
    evidence: Evidence
    children: tuple[Node, ...] = ()


class AdminUnit(Model):
    """The administrative unit (đơn vị hành chính) that a body belongs to."""

    code: str = Field(description="code of the General Statistics Office (mã đơn vị hành chính), with `snapshot`")
    name: str
    snapshot: str | None = Field(default=None, description="day of the register: codes are used again after a reform")
    valid_from: str | None = None
    valid_to: str | None = Field(default=None, description="last day on which the unit existed")
    successors: tuple[str, ...] = Field(
        default=(), description="code and name of the units since 2025-07-01 that its area went to, the main ones first"
    )


class Unit(Model):
    """An organisation, a set of them or an office holder (cơ quan, đơn vị, tổ chức, chức danh)."""

    id: str
    name: str = Field(description="canonical name, place included")
    kind: str | None = None
    level: Level | None = None
    cls: UnitClass
    abbreviations: tuple[str, ...] = Field(default=(), description="other spellings in this document")
    place: str | None = None
    admin: AdminUnit | None = None
    registry_id: str | None = None


class UnitMention(Model):
    """Where a unit is named."""

    id: str
    unit: str = Field(description="id in `units`")
    cls: UnitClass
    node: str = Field(description="outline id, or H (header), N (recipients), S (signature)")
    confidence: Confidence | None = None
    evidence: Evidence


class Time(Model):
    """A time expression (mốc thời gian)."""

    id: str
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
    due: str | None = Field(default=None, description="last admissible day (hạn)")
    rrule: str | None = None
    duration: str | None = None
    anchor: str | None = None
    calendar: Literal["gregorian", "lunar_vi"] = "gregorian"
    inferred: tuple[str, ...] = ()
    node: str
    confidence: Confidence | None = None
    evidence: Evidence


class Citation(Model):
    """A cited document (văn bản viện dẫn)."""

    id: str
    type: str
    code: str | None = None
    date: str | None = None
    issuer: str | None = None
    title: str | None = None
    role: Literal["basis", "implements", "mention"] = "mention"
    node: str
    confidence: Confidence | None = None
    evidence: Evidence


class InheritedValue(Model):
    """A value that a task has from another node."""

    slot: TaskSlot
    value: str = Field(description="unit id or time id")
    node: str
    evidence: Evidence


class Task(Model):
    """A task (nhiệm vụ): who must do what by when."""

    id: str
    node: str
    text: str
    action: str | None = Field(default=None, description="head verb")
    lead: tuple[str, ...] = Field(default=(), description="unit ids (cơ quan chủ trì)")
    cooperate: tuple[str, ...] = Field(default=(), description="unit ids (cơ quan phối hợp)")
    advise_to: tuple[str, ...] = Field(default=(), description="unit ids (tham mưu cho)")
    report_to: tuple[str, ...] = Field(default=(), description="unit ids (nơi nhận báo cáo)")
    deadlines: tuple[str, ...] = Field(default=(), description="time ids (thời hạn)")
    due: tuple[str, ...] = Field(default=(), description="last admissible days of the task's own deadlines")
    rrule: tuple[str, ...] = ()
    period: str | None = None
    deliverables: tuple[str, ...] = Field(default=(), description="sản phẩm, kết quả")
    modality: Literal["assign", "request", "encourage"] = "assign"
    mentions: dict[TaskSlot, tuple[str, ...]] = Field(
        default_factory=dict, description="slot to ids of unit mentions or times"
    )
    inherited: tuple[InheritedValue, ...] = ()
    same_as: tuple[str, ...] = ()
    review: tuple[str, ...] = Field(default=(), description="codes of diagnostics to check")
    confidence: Confidence | None = None
    evidence: Evidence


class Recipient(Model):
    """A line of the list of recipients (nơi nhận)."""

    text: str
    purpose: str | None = None
    units: tuple[str, ...] = ()
    evidence: Evidence


class Signature(Model):
    """A signature block (chữ ký)."""

    authority: tuple[str, ...] = Field(default=(), description="marks such as TM., KT. (quyền hạn)")
    body: str | None = None
    position: str | None = Field(default=None, description="the signer's own title (chức vụ)")
    name: str | None = None
    evidence: Evidence


class TableColumn(Model):
    """A column: its printed head and what it means."""

    head: str
    meaning: str | None = None


class TableCell(Model):
    """A cell as printed."""

    text: str
    evidence: Evidence | None = None


class TableRow(Model):
    """A row; `node` is its outline id."""

    node: str
    cells: tuple[TableCell, ...]


class Table(Model):
    """A table of body or annex (bảng)."""

    id: str
    node: str | None = None
    columns: tuple[TableColumn, ...] = ()
    rows: tuple[TableRow, ...] = ()
    pages: tuple[int, ...] = ()


class Annex(Model):
    """An annex (phụ lục)."""

    id: str
    title: str | None = None
    attached_to: str | None = None


class Message(Model):
    """A text in both languages."""

    vi: str
    en: str


class Diagnostic(Model):
    """Something that a person should look at."""

    code: str
    severity: Literal["error", "warning", "info"]
    message: Message
    nodes: tuple[str, ...] = ()
    evidence: Evidence | None = None


class PlanDocument(Model):
    """One plan (kế hoạch), as read."""

    schema_version: str = SCHEMA_VERSION
    generator: Generator
    plan_id: str
    source: SourceInfo
    text: str = Field(default="", description="the canonical text; furniture left out")
    header: Header = Header()
    outline: tuple[Node, ...] = ()
    units: tuple[Unit, ...] = ()
    unit_mentions: tuple[UnitMention, ...] = ()
    times: tuple[Time, ...] = ()
    citations: tuple[Citation, ...] = ()
    tasks: tuple[Task, ...] = ()
    recipients: tuple[Recipient, ...] = ()
    signature: Signature | None = None
    co_signatures: tuple[Signature, ...] = ()
    tables: tuple[Table, ...] = ()
    annexes: tuple[Annex, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
