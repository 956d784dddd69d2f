"""The style of the HTML page: light and dark by what the reader's screen asks for, black on white in print."""

from __future__ import annotations

from typing import Final

STYLE: Final = """
:root { color-scheme: light dark; --ink: #1c1c1c; --soft: #5a5a5a; --paper: #fff; --head: #eef1f5; --rule: #c9cfd6;
  --due: #b3261e; --span: #3d7ab8; --again: #2e7d4f; }
@media screen and (prefers-color-scheme: dark) {
  :root { --ink: #e8e8e8; --soft: #a9b0b8; --paper: #16191d; --head: #242a31; --rule: #3c444d;
    --due: #ff8a80; --span: #7fb2e5; --again: #7bc89a; }
}
@page { size: A4 landscape; margin: 12mm; }
* { box-sizing: border-box; }
body { font: 15px/1.45 system-ui, "Segoe UI", Roboto, "Noto Sans", Arial, sans-serif; color: var(--ink); background: var(--paper);
  max-width: 1200px; margin: 0 auto; padding: 1.2rem; overflow-wrap: anywhere; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 .8rem; }
h2 { font-size: 1.15rem; margin: 1.8rem 0 .5rem; break-after: avoid; }
dl { display: grid; grid-template-columns: repeat(auto-fill, minmax(16rem, 1fr)); gap: .4rem 1.2rem; margin: 0; }
dt { color: var(--soft); font-size: .82rem; }
dd { margin: 0; font-weight: 600; }
table { border-collapse: collapse; width: 100%; font-size: .88rem; }
th, td { border: 1px solid var(--rule); padding: .35rem .45rem; text-align: left; vertical-align: top; }
td { white-space: pre-line; }
thead { display: table-header-group; }
thead th, th[scope="rowgroup"] { background: var(--head); }
th[scope="row"] { font-weight: normal; }
tr { break-inside: avoid; }
table.tasks { table-layout: fixed; }
table.tasks thead th:nth-child(1) { width: 4%; }
table.tasks thead th:nth-child(2) { width: 37%; }
table.tasks thead th:nth-child(3), table.tasks thead th:nth-child(4) { width: 14%; }
table.tasks thead th:nth-child(5) { width: 13%; }
table.tasks thead th:nth-child(6) { width: 8%; }
small, .key, .printed { color: var(--soft); font-size: .82em; }
.key span { margin-right: 1.2rem; }
.key svg { vertical-align: -2px; }
figure { margin: 0 0 1rem; break-inside: avoid; }
figcaption { font-weight: 600; margin-bottom: .2rem; }
figure svg { width: 100%; height: auto; display: block; }
svg text { font-size: 11.5px; fill: var(--ink); }
svg .month { font-size: 10px; fill: var(--soft); }
svg .grid, svg .line { stroke: var(--rule); stroke-width: .6; fill: none; }
svg .due { fill: var(--due); }
svg .span { fill: var(--span); }
svg .again { stroke: var(--again); stroke-width: 2; fill: none; }
@media print { body { max-width: none; padding: 0; font-size: 9.5pt; } }
"""
