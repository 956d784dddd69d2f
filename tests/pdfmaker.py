"""Makes small PDF files for tests: any text, any font flags, any drawing, without a PDF library.

Every font has letters half its size wide and a ToUnicode map of the letters used (unless a sheet is made
without), so that places are known: letter `n` of a string in size 10 begins 5 n points from its start.
"""

from __future__ import annotations

from dataclasses import dataclass, field

A4 = (595.0, 842.0)
CODES = (*range(0x30, 0x7F), *range(0xC0, 0x100))
"""Codes with a visible glyph: PDFium leaves out text that has no extent."""


@dataclass
class Sheet:
    """A page in the making; coordinates are PDF's (y upwards from the bottom of the MediaBox).

    `flags` are those of the font; `form` is the content of a form object, placed by drawing `/X Do`, which
    moves it by (10, 20).
    """

    box: tuple[float, float, float, float] = (0, 0, *A4)
    crop: tuple[float, float, float, float] | None = None
    rotate: int = 0
    ops: list[str] = field(default_factory=list)
    codes: dict[str, int] = field(default_factory=dict)
    font: str = "TimesNewRoman"
    flags: int = 34
    picture: tuple[int, int] | None = None
    form: str = ""
    unicode: bool = True
    fields: list[tuple[tuple[float, float, float, float], str]] = field(default_factory=list)

    def show_in_field(self, left: float, bottom: float, text: str, size: float = 10) -> Sheet:
        """Show a text by a signature field over the page, as document systems do with number and day."""
        right = left + len(text) * size / 2 + 2
        codes = "".join(f"{self.codes.setdefault(letter, CODES[len(self.codes)]):02x}" for letter in text)
        self.fields.append(((left, bottom, right, bottom + size), f"BT /F {size} Tf 1 2 Td <{codes}> Tj ET"))
        return self

    def text(  # noqa: PLR0913 (where, what, how)
        self, x: float, y: float, text: str | list[str], size: float = 10, *, extra: str = "", matrix: str = "1 0 0 1"
    ) -> Sheet:
        """Show glyphs, each of which reads as the character (or, in a list, the characters) given for it."""
        width = 2 if self.unicode else 4
        codes = "".join(f"{self.codes.setdefault(letter, CODES[len(self.codes)]):0{width}x}" for letter in text)
        self.ops.append(f"q BT /F {size} Tf {extra} {matrix} {x} {y} Tm <{codes}> Tj ET Q")
        return self

    def draw(self, operators: str) -> Sheet:
        """Add drawing operators."""
        self.ops.append(operators)
        return self

    def scan(self, width: int = 1240, height: int = 1754) -> Sheet:
        """Cover the page with a picture of so many pixels (nothing is in it)."""
        self.picture = (width, height)
        left, bottom, right, top = self.box
        return self.draw(f"q {right - left} 0 0 {top - bottom} {left} {bottom} cm /I Do Q")


def make_pdf(*sheets: Sheet, info: str = "/Producer (Tester)", catalog: str = "") -> bytes:
    """Put sheets together into a PDF file."""
    objects: list[bytes] = [b"", b""]

    def put(body: str | bytes) -> int:
        objects.append(body.encode("latin-1") if isinstance(body, str) else body)
        return len(objects)

    def stream(head: str, data: bytes) -> int:
        return put(f"<<{head} /Length {len(data)}>>\nstream\n".encode() + data + b"\nendstream")

    pages = []
    for sheet in sheets:
        descriptor = put(
            f"<</Type/FontDescriptor/FontName/{sheet.font}/Flags {sheet.flags}/FontBBox[0 -200 1000 900]"
            "/ItalicAngle 0/Ascent 900/Descent -200/CapHeight 700/StemV 80>>"
        )
        if sheet.unicode:
            font = put(
                f"<</Type/Font/Subtype/TrueType/BaseFont/{sheet.font}/FirstChar 0/LastChar 255/Widths[{'500 ' * 256}]"
                f"/FontDescriptor {descriptor} 0 R/ToUnicode {stream('', _unicode_map(sheet.codes))} 0 R>>"
            )
        else:
            below = put(
                f"<</Type/Font/Subtype/CIDFontType2/BaseFont/{sheet.font}/FontDescriptor {descriptor} 0 R/DW 500"
                "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>>>"
            )
            font = put(
                f"<</Type/Font/Subtype/Type0/BaseFont/{sheet.font}/Encoding/Identity-H/DescendantFonts[{below} 0 R]>>"
            )
        outside = ""
        if sheet.picture:
            width, height = sheet.picture
            head = f"/Type/XObject/Subtype/Image/Width {width}/Height {height}/BitsPerComponent 1/ColorSpace/DeviceGray"
            outside += f"/I {stream(head, b'0')} 0 R"
        if sheet.form:
            head = "/Type/XObject/Subtype/Form/BBox[-1000 -1000 2000 2000]/Matrix[1 0 0 1 10 20]"
            outside += f"/X {stream(head, sheet.form.encode('latin-1'))} 0 R"
        notes = [
            put(
                f"<</Type/Annot/Subtype/Widget/FT/Sig/F 4/Rect[{left} {bottom} {right} {top}]/AP<</N "
                + str(
                    stream(
                        f"/Type/XObject/Subtype/Form/BBox[0 0 {right - left} {top - bottom}]"
                        f"/Resources<</Font<</F {font} 0 R>>>>",
                        look.encode("latin-1"),
                    )
                )
                + " 0 R>>>>"
            )
            for (left, bottom, right, top), look in sheet.fields
        ]
        annots = f"/Annots[{' '.join(f'{note} 0 R' for note in notes)}]" if notes else ""
        content = stream("", "\n".join(sheet.ops).encode("latin-1"))
        crop = f"/CropBox[{' '.join(map(str, sheet.crop))}]" if sheet.crop else ""
        pages.append(
            put(
                f"<</Type/Page/Parent 2 0 R/MediaBox[{' '.join(map(str, sheet.box))}]{crop}/Rotate {sheet.rotate}{annots}"
                f"/Resources<</Font<</F {font} 0 R>>/XObject<<{outside}>>>>/Contents {content} 0 R>>"
            )
        )
    kids = " ".join(f"{page} 0 R" for page in pages)
    objects[0] = f"<</Type/Catalog/Pages 2 0 R{catalog}>>".encode()
    objects[1] = f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>".encode()
    return _file(objects, put(f"<<{info}>>"))


def _unicode_map(codes: dict[str, int]) -> bytes:
    rows = "\n".join(
        f"<{code:02x}> <{text.encode('utf-16-be', 'surrogatepass').hex()}>" for text, code in codes.items()
    )
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
        "1 begincodespacerange <00> <ff> endcodespacerange\n"
        f"{len(codes)} beginbfchar\n{rows}\nendbfchar\nendcmap end end"
    ).encode()


def _file(objects: list[bytes], info: int) -> bytes:
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    index = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010d} 00000 n \n".encode() for place in places)
    out += f"trailer\n<</Size {len(objects) + 1}/Root 1 0 R/Info {info} 0 R>>\nstartxref\n{index}\n%%EOF\n".encode()
    return bytes(out)
