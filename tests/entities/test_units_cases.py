"""The cases of tests/cases/units.md."""

from __future__ import annotations

import pytest

from tests.casefile import Case, case_ids, read_cases
from tests.unitnotes import read

CASES = read_cases("units.md")


@pytest.mark.parametrize("case", CASES, ids=case_ids(CASES))
def test_case(case: Case) -> None:
    assert read(case.text) == case.expected
