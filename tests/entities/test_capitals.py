from __future__ import annotations

import pytest

from vbparse.entities.units.capitals import restore_case
from vbparse.lexicon.lexicon import load_lexicon


@pytest.mark.parametrize(
    ("printed", "running"),
    [
        ("ĐOÀN XÁC MINH THEO QUYẾT ĐỊNH SỐ 12/QĐ-UBND", "theo Quyết định số 12/QĐ-UBND"),
        ("TRUNG TÂM THÔNG TIN VÀ ỨNG DỤNG", "Thông tin và Ứng dụng"),
        ("BAN CHỈ ĐẠO VỀ CHUYỂN ĐỔI SỐ", "về Chuyển đổi số"),
    ],
)
def test_words_that_join_a_name_stay_small(printed: str, running: str) -> None:
    restored = restore_case(printed, load_lexicon(()), {}, unknown_title=True)

    assert restored.endswith(running)
    assert len(restored) == len(printed)
