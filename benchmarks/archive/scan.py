"""Makes a scan of a printed plan: pages as pictures of 200 dpi, a little askew and noisy, without text."""

from __future__ import annotations

import io

import numpy as np
import pypdfium2
from PIL import Image

DPI = 200
_SKEW = 0.6  # degrees, at most
_NOISE = 7.0  # standard deviation, grey levels of 255
_QUALITY = 45  # of JPEG


def scan(data: bytes, seed: str) -> bytes:
    """Print a PDF as pictures; the same bytes for the same PDF and seed."""
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

    random = np.random.default_rng(list(seed.encode()))
    out = io.BytesIO()
    canvas = Canvas(out, invariant=1, pageCompression=0)
    with pypdfium2.PdfDocument(data) as document:
        for page in document:
            width, height = page.get_size()
            picture = page.render(scale=DPI / 72).to_pil().convert("L")
            canvas.setPageSize((width, height))
            canvas.drawImage(ImageReader(_spoil(picture, random)), 0, 0, width, height)
            canvas.showPage()
            page.close()
    canvas.save()
    return out.getvalue()


def _spoil(picture: Image.Image, random: np.random.Generator) -> io.BytesIO:
    """Turn a picture a little, add noise, and give it as JPEG."""
    turned = picture.rotate(random.uniform(-_SKEW, _SKEW), Image.Resampling.BICUBIC, fillcolor=255)
    grey = np.asarray(turned, dtype=np.float32) + random.normal(-6, _NOISE, (turned.height, turned.width))
    out = io.BytesIO()
    Image.fromarray(np.clip(grey, 0, 255).astype(np.uint8)).save(out, "JPEG", quality=_QUALITY)
    out.seek(0)
    return out
