from __future__ import annotations

import itertools

from vbparse.grid import find_grids, same_columns
from vbparse.readers.pages import Rule


def grid_rules(xs: list[float], ys: list[float], *, piecewise: bool = False) -> list[Rule]:
    """Draw all borders, in one stroke each or cell by cell."""
    if not piecewise:
        return [
            *(Rule(xs[0], y, xs[-1], y + 0.5) for y in ys),
            *(Rule(x, ys[0], x + 0.5, ys[-1]) for x in xs),
        ]
    return [
        *(Rule(a, y, b - 1, y + 0.5) for y in ys for a, b in itertools.pairwise(xs)),
        *(Rule(x, a, x + 0.5, b - 1) for x in xs for a, b in itertools.pairwise(ys)),
    ]


def test_rulings_that_cross_make_a_grid() -> None:
    for piecewise in (False, True):
        (grid,) = find_grids(grid_rules([80, 120, 300], [100, 120, 140, 160], piecewise=piecewise))

        assert (len(grid.xs), len(grid.ys), grid.cell_count) == (3, 4, 6)
        assert grid.locate(100, 130) != grid.locate(200, 130) != grid.locate(200, 150)
        assert grid.locate(79, 130) is None


def test_cells_without_a_ruling_between_are_one() -> None:
    rules = [
        *grid_rules([80, 120, 200, 300], [100, 120]),
        Rule(80, 140, 300, 140.5),
        Rule(80, 120, 80.5, 140),
        Rule(300, 120, 300.5, 140),
    ]

    (grid,) = find_grids(rules)

    assert len(set(grid.region[0])) == 3
    assert len(set(grid.region[1])) == 1


def test_frames_and_lines_under_titles_are_no_tables() -> None:
    frame = [Rule(97, 70, 541, 71), Rule(97, 700, 541, 701), Rule(97, 70, 98, 701), Rule(540, 70, 541, 701)]
    boxes = grid_rules([80, 300], [100, 120, 140])
    lines = [Rule(135, 88, 207, 89), Rule(324, 88, 494, 89), Rule(268, 178, 369, 179), Rule(268, 278, 369, 279)]

    assert find_grids(frame) == []
    assert find_grids(boxes) == []
    assert find_grids(lines) == []


def test_a_page_of_drawings_has_no_tables() -> None:
    assert find_grids([Rule(x, 0, x + 0.5, 100) for x in range(5000)]) == []


def test_squared_paper_is_no_table() -> None:
    assert find_grids(grid_rules([5.0 * at for at in range(110)], [5.0 * at for at in range(200)])) == []


def test_two_tables_stand_apart() -> None:
    grids = find_grids([*grid_rules([80, 120, 300], [400, 420]), *grid_rules([80, 150, 300], [100, 120, 140])])

    assert [grid.ys[0] for grid in grids] == [100.25, 400.25]


def test_columns_are_the_same_when_as_wide() -> None:
    assert same_columns([80, 120, 300], [60, 101, 280])
    assert not same_columns([80, 120, 300], [80, 150, 300])
    assert not same_columns([80, 120, 300], [80, 300])
