"""The metadata of Nghị định 30/2020 as XML and JSON, read back by lxml with the committed schema, and by json."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest
from hypothesis import given
from lxml import etree

from tests.planmaker import evidence, make_plan
from tests.planstrategy import plans
from vbparse.export import to_nd30json, to_nd30xml
from vbparse.export.nd30 import fields, metadata
from vbparse.export.options import ExportOptions
from vbparse.pipeline import parse
from vbparse.plan import model

if TYPE_CHECKING:
    from vbparse.plan.model import PlanDocument

ROOT = Path(__file__).resolve().parents[2]
NS: Final = f"{{{to_nd30xml.NAMESPACE}}}"
XS: Final = "{http://www.w3.org/2001/XMLSchema}"


@cache
def schema() -> Any:
    return etree.XMLSchema(etree.parse(str(ROOT / "docs" / "nd30.xsd")))


def read_xml(plan: PlanDocument) -> Any:
    root = etree.fromstring(to_nd30xml.render(plan))
    schema().assertValid(root)
    return root


def read_json(plan: PlanDocument) -> dict[str, Any]:
    return dict(json.loads(to_nd30json.render(plan)))


def as_dict(root: Any) -> dict[str, Any]:
    """Give the elements as the JSON has them."""
    found: dict[str, Any] = {}
    for child in root.iterchildren(tag=etree.Element):
        name = child.tag.removeprefix(NS)
        if name == "To":
            found.setdefault(name, []).append(as_dict(child))
        elif len(child):
            found[name] = as_dict(child)
        else:
            found[name] = int(child.text) if name == "PageAmount" else child.text
    return found


def signed(position: str | None, name: str | None) -> model.Signature:
    return model.Signature(position=position, name=name, evidence=evidence("ký"))


def test_plan_70_has_what_the_decree_asks_for() -> None:
    plan = parse(ROOT / "samples" / "kehoach70.pdf")
    found = read_json(plan)

    assert found["OutgoingDocument"] == as_dict(read_xml(plan)) == {
        "TypeName": "Kế hoạch",
        "CodeNumber": "70",
        "CodeNotation": "KH-UBND",
        "IssuedDate": "2024-02-17",
        "OrganName": "Ủy ban nhân dân quận Hà Đông",
        "Subject": "Thực hiện công tác bình đẳng giới và vì sự tiến bộ của phụ nữ quận Hà Đông năm 2024",
        "Language": "Tiếng Việt",
        "PageAmount": 5,
        "SignerInfo": {"Position": "Phó Chủ tịch", "FullName": "Trần Thị Lương An"},
        "To": [
            {"OrganName": "Sở Lao động - Thương binh và Xã hội thành phố Hà Nội"},
            {"OrganName": "Ủy ban Mặt trận Tổ quốc Việt Nam quận Hà Đông"},
            {"OrganName": "Các đoàn thể quận"},
            {"OrganName": "Các ban, ngành liên quan"},
            {"OrganName": "Ủy ban nhân dân các phường"},
        ],
    }  # fmt: skip
    assert (found["truncated"], found["inferred"], found["too_long"]) == ([], [], [])


def test_what_the_document_does_not_give_is_left_out() -> None:
    empty = make_plan(header=model.Header(date="2024-02-XX"), signature=None, recipients=())
    source = empty.source.model_copy(update={"pages": None})

    assert read_json(empty.model_copy(update={"source": source}))["OutgoingDocument"] == {}
    assert as_dict(read_xml(empty)) == {"PageAmount": 2}


def test_nothing_is_filled_that_no_document_states() -> None:
    left_out = {field.name for field in fields() if field.type != "Group" and not field.value}

    assert left_out == {
        "OrganId",
        "FileCatalog",
        "FileNotation",
        "DocOrdinal",
        "Description",
        "Priority",
        "IssuedAmount",
        "DueDate",
    }
    assert all(field.why for field in fields() if field.type != "Group" and not field.value)
    header = make_plan().header.model_copy(update={"urgency": "KHẨN"})
    assert "Priority" not in as_dict(read_xml(make_plan(header=header)))


def test_what_is_too_long_is_cut_and_said() -> None:
    header = make_plan().header.model_copy(update={"title": "x" * 612, "number": "1" * 12, "symbol": None})
    source = make_plan().source.model_copy(update={"pages": 1000})
    plan = make_plan(header=header, source=source, signature=signed(None, f"{'n' * 49} {'m' * 20}"))
    found, root = read_json(plan), read_xml(plan)

    assert found["OutgoingDocument"]["Subject"] == "x" * 500
    assert found["OutgoingDocument"]["SignerInfo"] == {"FullName": "n" * 49}
    assert found["truncated"] == [
        {"field": "CodeNumber", "length": 12, "kept": 11},
        {"field": "Subject", "length": 612, "kept": 500},
        {"field": "SignerInfo.FullName", "length": 70, "kept": 49},
    ]
    assert found["too_long"] == [{"field": "PageAmount", "value": "1000"}]
    assert root.find(f"{NS}Subject").get("fullLength") == "612"
    assert "PageAmount" not in found["OutgoingDocument"]
    assert [comment.text for comment in root.iterchildren(tag=etree.Comment)] == [
        " PageAmount left out: 1000 has more than 3 digits "
    ]


def test_what_was_inferred_says_so() -> None:
    header = make_plan().header.model_copy(update={"inferred": ("issuer", "code"), "number": "12", "symbol": "KH-UBND"})
    plan = make_plan(header=header)

    assert read_json(plan)["inferred"] == ["CodeNumber", "CodeNotation", "OrganName"]
    marked = [child.tag.removeprefix(NS) for child in read_xml(plan) if child.get("inferred") == "true"]
    assert marked == ["CodeNumber", "CodeNotation", "OrganName"]


def test_recipients_are_organisations_each_once() -> None:
    units = (
        model.Unit(id="so", name="Sở Nội vụ", cls="named"),
        model.Unit(id="ct", name="Chủ tịch Ủy ban nhân dân xã", cls="person"),
    )
    lines = (
        ("Như trên", ()),
        ("Sở Nội vụ (để b/c)", ("so",)),
        ("Chủ tịch", ("ct",)),
        ("Sở Nội vụ", ("so",)),
        ("Lưu: VT", ("gone",)),
    )
    recipients = tuple(model.Recipient(text=text, units=found, evidence=evidence(text)) for text, found in lines)

    assert read_json(make_plan(units=units, recipients=recipients))["OutgoingDocument"]["To"] == [
        {"OrganName": "Sở Nội vụ"}
    ]


@pytest.mark.parametrize("text", ["a\x00b\x1bc", "a\ufffeb", "dòng\nmột\r\nhai", "\x0b", "<b>&amp;</b>]]>"])
def test_control_characters_and_marks_of_the_format_do_no_harm(text: str) -> None:
    header = make_plan().header.model_copy(update={"title": text})
    plan = make_plan(header=header)

    assert read_json(plan)["OutgoingDocument"].get("Subject") == as_dict(read_xml(plan)).get("Subject")


@given(plans())
def test_any_plan_fits_the_schema_and_both_formats_agree(plan: PlanDocument) -> None:
    root = read_xml(plan)
    found = read_json(plan)

    assert as_dict(root) == found["OutgoingDocument"]
    lengths = {field.name: field.length for field in fields()}
    for datum in (datum for entry in metadata(plan).entries for datum in entry):
        assert 0 < len(datum.text) <= lengths[datum.field.name]
        assert datum.text == " ".join(datum.text.split())


def test_the_same_plan_gives_the_same_bytes_and_pretty_is_for_people() -> None:
    assert to_nd30xml.render(make_plan()) == to_nd30xml.render(make_plan())
    pretty = to_nd30json.render(make_plan(), ExportOptions(pretty=True))
    assert pretty.count(b"\n") > 5
    assert json.loads(pretty) == read_json(make_plan())


def test_the_schema_and_the_table_of_fields_are_one() -> None:
    tree = etree.parse(str(ROOT / "docs" / "nd30.xsd"))
    (root,) = tree.findall(f"{XS}element")

    assert list(_declared(tree, root, "")) == [
        (field.group, field.name, field.type, field.length, field.repeats) for field in fields()
    ]


def _declared(tree: Any, parent: Any, group: str) -> Any:
    """Yield the elements that the schema declares, in its order: group, name, type, length, whether it repeats."""
    for element in parent.findall(f"{XS}complexType/{XS}sequence/{XS}element"):
        name, kind = element.get("name"), element.get("type")
        repeats = element.get("maxOccurs") == "unbounded"
        if kind is None:
            yield group, name, "Group", 0, repeats
            yield from _declared(tree, element, name)
        elif kind in {"Day", "xs:date"}:
            yield group, name, "Date", 10, repeats
        else:
            sort = kind.rstrip("0123456789")
            length = int(kind.removeprefix(sort))
            yield group, name, "Number" if sort == "Number" else "String", length, repeats
            limits = {"String": "maxLength", "Number": "totalDigits"}
            base = kind.replace("Text", "String")
            found = tree.find(f"{XS}simpleType[@name='{base}']/{XS}restriction/{XS}{limits[base.rstrip('0123456789')]}")
            assert found.get("value") == str(length)
