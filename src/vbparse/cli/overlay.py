"""What `explain --overlay` asks of its worker: boxes drawn over the pages."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from vbparse.output import make_folder, write_whole

if TYPE_CHECKING:
    from pathlib import Path

    from vbparse.product import Order


def overlay_pdf(order: Order) -> bytes:
    """Read a document and give a PDF of its pages with boxes on them; nothing of a secret one."""
    from vbparse.pipeline import parse
    from vbparse.readers.source import open_source
    from vbparse.render import draw_overlay
    from vbparse.secrecy import is_withheld

    assert not isinstance(order.source, tuple)  # one file is drawn on
    source = open_source(order.source, name=order.name, max_bytes=order.settings.max_bytes)
    plan = parse(source.data, name=source.name, password=order.password, settings=order.settings)
    if is_withheld(plan.header.secrecy, order.settings):
        return b""
    return draw_overlay(source.data, plan, password=order.password)


def overlay_pictures(request: tuple[Order, Path]) -> bytes:
    """Write a PNG for each page into a folder; gives the paths as JSON, nothing for a secret document."""
    from vbparse.render import page_pictures

    order, folder = request
    overlay = overlay_pdf(order)
    if not overlay:
        return b""
    make_folder(folder)
    paths = []
    for number, picture in enumerate(page_pictures(overlay, max_pixels=order.settings.max_pixels), 1):
        path = folder / f"page-{number:03}.png"
        write_whole(path, picture)
        paths.append(str(path))
    return json.dumps(paths).encode()
