"""Corrections put in words, for people: what was changed, and why it does not fit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from vbparse.revise import corrections as ops

if TYPE_CHECKING:
    from vbparse.export.options import Lang
    from vbparse.revise.corrections import Correction, Operation
    from vbparse.revise.steps import Reason

_FIELDS: Final[dict[Lang, dict[str, str]]] = {
    "vi": {
        "lead": "chủ trì", "cooperate": "phối hợp", "advise_to": "tham mưu cho", "report_to": "báo cáo cho", "due": "thời hạn",
        "rrule": "định kỳ", "deliverables": "sản phẩm", "action": "hành động", "period": "giai đoạn", "modality": "tính chất",
        "issuer": "cơ quan ban hành", "parent": "cơ quan cấp trên", "code": "số, ký hiệu", "type": "loại văn bản",
        "type_code": "chữ viết tắt loại văn bản", "place": "địa danh", "date": "ngày ban hành", "title": "trích yếu",
        "urgency": "độ khẩn", "draft": "dự thảo", "signature.name": "người ký", "signature.position": "chức vụ người ký",
        "signature.body": "cơ quan của người ký", "role": "vai trò", "kind": "dạng", "start_date": "ngày đầu",
        "end_date": "ngày cuối", "mod": "giới hạn",
    },
    "en": {
        "lead": "lead", "cooperate": "cooperating units", "advise_to": "advises", "report_to": "reports to", "due": "due days",
        "rrule": "recurrence", "deliverables": "deliverables", "action": "action", "period": "period", "modality": "modality",
        "issuer": "issuer", "parent": "superior", "code": "code", "type": "type", "type_code": "type code", "place": "place",
        "date": "day of issue", "title": "title", "urgency": "urgency", "draft": "draft mark", "signature.name": "signer",
        "signature.position": "signer's title", "signature.body": "signer's body", "role": "role", "kind": "kind",
        "start_date": "first day", "end_date": "last day", "mod": "bound",
    },
}  # fmt: skip
_SAID: Final[dict[Lang, dict[str, str]]] = {
    "vi": {
        "set_header": "{field}: {old} → {new}",
        "set_task": "{field} của {target}: {old} → {new}",
        "set_text": "lời văn của {target}",
        "set_time": "{field} của mốc “{target}”: {old} → {new}",
        "set_unit": "tên cơ quan, đơn vị: {old} → {new}",
        "split_task": "tách {target} thành {count} nhiệm vụ",
        "join_tasks": "gộp {target}",
        "add_task": "thêm nhiệm vụ “{target}”",
        "drop_task": "bỏ nhiệm vụ {target}",
        "mark_unit": "đánh dấu “{target}” là {new}",
        "mark_time": "đánh dấu “{target}” là mốc thời gian",
        "mark_text": "đánh dấu “{target}” là {field}",
        "unmark": "bỏ đánh dấu “{target}”",
        "approve": "duyệt {target}",
        "undo": "hoàn tác {target}",
    },
    "en": {
        "set_header": "{field}: {old} → {new}",
        "set_task": "{field} of {target}: {old} → {new}",
        "set_text": "the words of {target}",
        "set_time": "{field} of the time “{target}”: {old} → {new}",
        "set_unit": "a unit's name: {old} → {new}",
        "split_task": "{target} split into {count} tasks",
        "join_tasks": "{target} joined",
        "add_task": "the task “{target}” added",
        "drop_task": "the task {target} dropped",
        "mark_unit": "“{target}” marked as {new}",
        "mark_time": "“{target}” marked as a time",
        "mark_text": "“{target}” marked as {field}",
        "unmark": "“{target}” unmarked",
        "approve": "approval of {target}",
        "undo": "{target} taken back",
    },
}
_REASONS: Final[dict[Lang, dict[Reason, str]]] = {
    "vi": {
        "gone": "không còn phần được sửa",
        "several": "có nhiều phần như vậy, không biết phần nào",
        "differs": "giá trị hiện nay đã khác",
        "text": "không tìm lại được đoạn đã đánh dấu",
        "overlaps": "đoạn này đã thuộc phần khác",
        "apart": "giữa các nhiệm vụ cần gộp có nhiệm vụ khác",
        "outside": "các đoạn không nằm trong nhiệm vụ",
        "changed": "nội dung đã thay đổi sau khi duyệt",
        "unknown": "không có sửa đổi cần hoàn tác",
    },
    "en": {
        "gone": "what it is about is not there any more",
        "several": "there are several such parts",
        "differs": "the value is another one now",
        "text": "the marked words are not found",
        "overlaps": "the words belong to something else already",
        "apart": "other tasks stand between those to be joined",
        "outside": "the parts do not lie in the task",
        "changed": "it has changed since it was approved",
        "unknown": "there is no correction to take back",
    },
}
_WHOLE: Final[dict[Lang, str]] = {"vi": "cả kế hoạch", "en": "the plan"}
_NOTHING: Final = "—"
_LONGEST: Final = 60
"""Characters of a value that are told."""


def describe_correction(correction: Correction, lang: Lang) -> str:
    """Tell in a few words what a correction changes, without who and when."""
    change = correction.change
    field = getattr(change, "field", None)
    return _SAID[lang][change.op].format(
        field=_FIELDS[lang].get(field or "", field),
        target=_target(change, lang),
        old=_value(getattr(change, "old", None)),
        new=_value(change.unit if isinstance(change, ops.MarkUnit) else getattr(change, "new", None)),
        count=len(change.parts) if isinstance(change, ops.SplitTask) else 0,
    )


def describe_reason(reason: Reason, lang: Lang) -> str:
    """Tell why a correction does not fit."""
    return _REASONS[lang][reason]


def _target(change: Operation, lang: Lang) -> str:
    match change:
        case ops.AddTask() | ops.MarkUnit() | ops.MarkTime() | ops.MarkText():
            return _value(change.quote.text)
        case ops.SetTime(time=mark) | ops.Unmark(mark=mark):
            return _value(mark.text)
        case ops.JoinTasks(tasks=tasks):
            return ", ".join(ref.task for ref in tasks)
        case ops.Approve(task=None):
            return _WHOLE[lang]
        case ops.Undo(correction=name):
            return name
    ref = getattr(change, "task", None)
    return ref.task if isinstance(ref, ops.TaskRef) else ""


def _value(value: object) -> str:
    text = "; ".join(map(str, value)) if isinstance(value, tuple) else str(value if value is not None else "")
    text = " ".join(text.split()) or _NOTHING
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1].rstrip()}…"
