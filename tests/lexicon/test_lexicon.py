from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.unitnotes import ISSUER
from vbparse.entities.model import Context
from vbparse.entities.units import find_units
from vbparse.errors import ResourceError
from vbparse.lexicon.lexicon import load_lexicon
from vbparse.outline.passages import Passage
from vbparse.textmap import Span

if TYPE_CHECKING:
    from pathlib import Path

    from vbparse.entities.model import Unit

OWN = """# our own bodies
name\taliases\tkind\tlevel\tplace
Trung tâm Hoa Nắng\tTTHN ; TT Hoa Nắng\tcentre\tdistrict\town
"""


def write(folder: Path, text: str) -> Path:
    path = folder / "own.tsv"
    path.write_text(text, encoding="utf-8")
    return path


def units(text: str, *paths: Path) -> list[Unit]:
    passage = Passage("II.1", "body", Span(0, len(text)), text)
    return [mention.value for mention in find_units([passage], Context(issuer=ISSUER), load_lexicon(paths), ())]


def test_a_lexicon_is_loaded_once() -> None:
    assert load_lexicon() is load_lexicon(())
    assert hash(load_lexicon()) == hash(load_lexicon([]))


def test_an_offices_own_bodies_are_found(tmp_path: Path) -> None:
    path = write(tmp_path, OWN)
    (unit,) = units("Giao TTHN tổng hợp.", path)
    assert (unit.name, unit.cls, unit.kind, unit.level) == ("Trung tâm Hoa Nắng", "named", "centre", "district")
    assert units("Giao TTHN tổng hợp.") == []


def test_an_own_name_goes_before_ours(tmp_path: Path) -> None:
    path = write(tmp_path, "name\taliases\tplace\nVăn phòng Đảng ủy\tVP\town\n")
    (unit,) = units("Giao VP tổng hợp.", path)
    assert unit.name == "Văn phòng Đảng ủy"


def test_an_offices_own_abbreviations_are_spelled_out(tmp_path: Path) -> None:
    path = write(tmp_path, "abbr\texpansion\nHNHN\tHoa Nắng hạnh phúc\n")
    (unit,) = units("Giao Ban Chỉ đạo HNHN tổng hợp.", path)
    assert unit.name == "Ban Chỉ đạo Hoa Nắng hạnh phúc quận Hà Đông"


def test_the_digest_tells_other_knowledge(tmp_path: Path) -> None:
    path = write(tmp_path, OWN)
    ours = load_lexicon().digest
    assert len(ours) == 64
    assert load_lexicon([path]).digest != ours


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("ten\tkhac\nA\tB\n", 1, "no column"),
        ("ten\n", 1, "no column"),
        ("name\tlevel\nSở Hoa\tplanet\n", 2, "level"),
        ("# x\n\nname\tplace\nSở Hoa\tnone\nSở Nắng\tmoon\n", 5, "place"),
        ("name\tkind\n\tso\n", 2, "empty"),
        ("abbr\texpansion\nHN\t\n", 2, "belong together"),
    ],
)
def test_a_file_that_cannot_be_used_is_named_with_its_line(tmp_path: Path, text: str, line: int, what: str) -> None:
    path = write(tmp_path, text)
    with pytest.raises(ResourceError, match=what) as caught:
        load_lexicon([path])
    assert f"{path}, line {line}:" in str(caught.value)
    assert caught.value.hint


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ResourceError, match=r"absent\.tsv"):
        load_lexicon([tmp_path / "absent.tsv"])


def test_a_file_that_is_no_text_is_named(tmp_path: Path) -> None:
    path = tmp_path / "own.tsv"
    path.write_bytes(b"\xff\xfe\x00name")
    with pytest.raises(ResourceError, match=r"own\.tsv"):
        load_lexicon([path])


def test_an_empty_file_changes_nothing_that_is_found(tmp_path: Path) -> None:
    path = write(tmp_path, "")
    assert units("Giao Phòng Nội vụ.", path) == units("Giao Phòng Nội vụ.")
