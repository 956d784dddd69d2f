"""PDFium through our own prototypes: the library file that pypdfium2 ships, called without its wrappers.

Own prototypes are three to six times faster than the generated ones: handles are plain integers, outputs
are addresses, and one `map` fills a whole array. `PyDLL` keeps the interpreter's lock, for PDFium is not
thread-safe even with separate documents; `LOCK` guards each stretch of calls all the same.
"""

from __future__ import annotations

import ctypes
import threading
import weakref
from collections.abc import Callable
from contextlib import contextmanager
from ctypes import c_char_p, c_double, c_int, c_size_t, c_uint, c_ulong, c_void_p
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from vbparse.errors import DamagedInput, EmptyInput, EncryptedInput, InputError, ResourceError
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

LOCK: Final = threading.RLock()

TEXT_OBJECT: Final = 1
PATH_OBJECT: Final = 2
IMAGE_OBJECT: Final = 3
FORM_OBJECT: Final = 5
INVISIBLE: Final = 3
"""Text render mode of an OCR layer: neither filled nor stroked."""
STROKED: Final = (1, 2, 5, 6)
"""Text render modes that draw outlines: letters made bold without a bold font."""
FORCE_BOLD: Final = 0x40000
ITALIC: Final = 0x40
XFA_FORMS: Final = (2, 3)

_META_LETTERS: Final = 200
_PASSWORD_ERROR = 4
_SECURITY_ERROR = 5
_FILES = ("libpdfium.so", "pdfium.dll", "libpdfium.dylib")

Call = Callable[..., Any]
_Prototype = tuple[str, Any, tuple[Any, ...]]


class Pdfium(NamedTuple):
    """The functions of the library that we call. Handles are integers, 0 or None where there is none."""

    init_library: Call
    load_document: Call
    close_document: Call
    last_error: Call
    page_count: Call
    form_type: Call
    meta_text: Call
    load_page: Call
    close_page: Call
    page_width: Call
    page_height: Call
    page_size: Call
    page_box: Call
    page_rotation: Call
    load_text: Call
    close_text: Call
    count_chars: Call
    get_text: Call
    get_unicode: Call
    map_error: Call
    loose_box: Call
    char_matrix: Call
    char_size: Call
    char_object: Call
    object_font: Call
    render_mode: Call
    font_name: Call
    font_flags: Call
    count_objects: Call
    get_object: Call
    object_type: Call
    object_bounds: Call
    object_matrix: Call
    form_count: Call
    form_object: Call
    draw_mode: Call
    count_segments: Call
    get_segment: Call
    segment_type: Call
    segment_point: Call
    segment_closes: Call
    pixel_size: Call
    count_annots: Call
    get_annot: Call
    close_annot: Call
    annot_type: Call
    annot_rect: Call
    flatten: Call
    annot_text: Call
    signature_count: Call
    get_signature: Call
    signature_contents: Call
    signature_range: Call
    signature_time: Call
    create_bitmap: Call
    destroy_bitmap: Call
    fill_bitmap: Call
    draw_page: Call


_P = c_void_p
_PROTOTYPES: Final[dict[str, _Prototype]] = {
    "init_library": ("FPDF_InitLibrary", None, ()),
    "load_document": ("FPDF_LoadMemDocument64", _P, (c_char_p, c_size_t, c_char_p)),
    "close_document": ("FPDF_CloseDocument", None, (_P,)),
    "last_error": ("FPDF_GetLastError", c_ulong, ()),
    "page_count": ("FPDF_GetPageCount", c_int, (_P,)),
    "form_type": ("FPDF_GetFormType", c_int, (_P,)),
    "meta_text": ("FPDF_GetMetaText", c_ulong, (_P, c_char_p, _P, c_ulong)),
    "load_page": ("FPDF_LoadPage", _P, (_P, c_int)),
    "close_page": ("FPDF_ClosePage", None, (_P,)),
    "page_width": ("FPDF_GetPageWidthF", ctypes.c_float, (_P,)),
    "page_height": ("FPDF_GetPageHeightF", ctypes.c_float, (_P,)),
    "page_size": ("FPDF_GetPageSizeByIndexF", c_int, (_P, c_int, _P)),
    "page_box": ("FPDF_GetPageBoundingBox", c_int, (_P, _P)),
    "page_rotation": ("FPDFPage_GetRotation", c_int, (_P,)),
    "load_text": ("FPDFText_LoadPage", _P, (_P,)),
    "close_text": ("FPDFText_ClosePage", None, (_P,)),
    "count_chars": ("FPDFText_CountChars", c_int, (_P,)),
    "get_text": ("FPDFText_GetText", c_int, (_P, c_int, c_int, _P)),
    "get_unicode": ("FPDFText_GetUnicode", c_uint, (_P, c_int)),
    "map_error": ("FPDFText_HasUnicodeMapError", c_int, (_P, c_int)),
    "loose_box": ("FPDFText_GetLooseCharBox", c_int, (_P, c_int, _P)),
    "char_matrix": ("FPDFText_GetMatrix", c_int, (_P, c_int, _P)),
    "char_size": ("FPDFText_GetFontSize", c_double, (_P, c_int)),
    "char_object": ("FPDFText_GetTextObject", _P, (_P, c_int)),
    "object_font": ("FPDFTextObj_GetFont", _P, (_P,)),
    "render_mode": ("FPDFTextObj_GetTextRenderMode", c_int, (_P,)),
    "font_name": ("FPDFFont_GetBaseFontName", c_size_t, (_P, _P, c_size_t)),
    "font_flags": ("FPDFFont_GetFlags", c_int, (_P,)),
    "count_objects": ("FPDFPage_CountObjects", c_int, (_P,)),
    "get_object": ("FPDFPage_GetObject", _P, (_P, c_int)),
    "object_type": ("FPDFPageObj_GetType", c_int, (_P,)),
    "object_bounds": ("FPDFPageObj_GetBounds", c_int, (_P, _P, _P, _P, _P)),
    "object_matrix": ("FPDFPageObj_GetMatrix", c_int, (_P, _P)),
    "form_count": ("FPDFFormObj_CountObjects", c_int, (_P,)),
    "form_object": ("FPDFFormObj_GetObject", _P, (_P, c_ulong)),
    "draw_mode": ("FPDFPath_GetDrawMode", c_int, (_P, _P, _P)),
    "count_segments": ("FPDFPath_CountSegments", c_int, (_P,)),
    "get_segment": ("FPDFPath_GetPathSegment", _P, (_P, c_int)),
    "segment_type": ("FPDFPathSegment_GetType", c_int, (_P,)),
    "segment_point": ("FPDFPathSegment_GetPoint", c_int, (_P, _P, _P)),
    "segment_closes": ("FPDFPathSegment_GetClose", c_int, (_P,)),
    "pixel_size": ("FPDFImageObj_GetImagePixelSize", c_int, (_P, _P, _P)),
    "count_annots": ("FPDFPage_GetAnnotCount", c_int, (_P,)),
    "get_annot": ("FPDFPage_GetAnnot", _P, (_P, c_int)),
    "close_annot": ("FPDFPage_CloseAnnot", None, (_P,)),
    "annot_type": ("FPDFAnnot_GetSubtype", c_int, (_P,)),
    "annot_rect": ("FPDFAnnot_GetRect", c_int, (_P, _P)),
    "flatten": ("FPDFPage_Flatten", c_int, (_P, c_int)),
    "annot_text": ("FPDFAnnot_GetStringValue", c_ulong, (_P, c_char_p, _P, c_ulong)),
    "signature_count": ("FPDF_GetSignatureCount", c_int, (_P,)),
    "get_signature": ("FPDF_GetSignatureObject", _P, (_P, c_int)),
    "signature_contents": ("FPDFSignatureObj_GetContents", c_ulong, (_P, _P, c_ulong)),
    "signature_range": ("FPDFSignatureObj_GetByteRange", c_ulong, (_P, _P, c_ulong)),
    "signature_time": ("FPDFSignatureObj_GetTime", c_ulong, (_P, _P, c_ulong)),
    "create_bitmap": ("FPDFBitmap_CreateEx", _P, (c_int, c_int, c_int, _P, c_int)),
    "destroy_bitmap": ("FPDFBitmap_Destroy", None, (_P,)),
    "fill_bitmap": ("FPDFBitmap_FillRect", None, (_P, c_int, c_int, c_int, c_int, c_ulong)),
    "draw_page": ("FPDF_RenderPageBitmap", None, (_P, _P, c_int, c_int, c_int, c_int, c_int, c_int)),
}


@cache
def pdfium() -> Pdfium:
    """Load the library and set it up, once a process. Raises `ResourceError` where it is missing."""
    path = _library_file()
    try:
        library = ctypes.PyDLL(str(path))
        api = Pdfium(**{name: _bind(library, *prototype) for name, prototype in _PROTOTYPES.items()})
    except (OSError, AttributeError) as error:
        message = f"the PDF library {path.name} cannot be used: {error}"
        raise ResourceError(message, hint="Install pypdfium2 again: pip install --force-reinstall pypdfium2") from error
    with LOCK:
        api.init_library()
    return api


def _library_file() -> Path:
    """Find the library without importing pypdfium2 (its bindings take 80 ms to load)."""
    spec = find_spec("pypdfium2_raw")
    for folder in (spec and spec.submodule_search_locations) or ():
        for name in _FILES:
            path = Path(folder) / name
            if path.exists():
                return path
    message = "the PDF library of pypdfium2 is missing"
    raise ResourceError(message, hint="Install it: pip install pypdfium2")


def _bind(library: ctypes.PyDLL, name: str, result: Any, arguments: tuple[Any, ...]) -> Call:
    function = getattr(library, name)
    function.restype, function.argtypes = result, arguments
    return function  # type: ignore[no-any-return]


class Document:
    """An open document; `close` may be called more than once, and is when the object goes."""

    def __init__(self, data: bytes, *, password: str | None = None, name: str = "the file") -> None:
        """Open the bytes of a PDF file. Raises an `InputError` that tells why it cannot be opened."""
        self._api = pdfium()
        with LOCK:
            handle = self._api.load_document(data, len(data), _encoded(password))
            if not handle and password is not None:  # a password that the file does not ask for does no harm
                handle = self._api.load_document(data, len(data), None)
            if not handle:
                raise _opening_error(self._api.last_error(), name, password)
        self.handle: int = handle
        # The library reads from `data` as long as the document is open, so it must stay alive till then.
        self._closing = weakref.finalize(self, _close_document, handle, data)
        # At exit the library may be gone before us; the process gives its memory back anyway.
        self._closing.atexit = False

    def close(self) -> None:
        """Give the document's memory back."""
        self._closing()

    @property
    def is_open(self) -> bool:
        """Tell whether the document has not been closed."""
        return self._closing.alive

    @property
    def page_count(self) -> int:
        """Number of pages that the page tree promises."""
        with LOCK:
            return int(self._api.page_count(self.handle))

    @property
    def has_xfa(self) -> bool:
        """Tell whether the document is an XFA form, whose real content no PDF page shows."""
        with LOCK:
            return self._api.form_type(self.handle) in XFA_FORMS

    def page_size(self, number: int) -> tuple[float, float] | None:
        """Give width and height in points of page `number` (from 1) as displayed, without opening it; None if there is none."""
        size = (ctypes.c_float * 2)()
        with LOCK:
            found = self._api.page_size(self.handle, number - 1, ctypes.addressof(size))
        return (size[0], size[1]) if found and size[0] > 0 and size[1] > 0 else None

    def meta(self, key: str) -> str | None:
        """Give an entry of the document's information, such as `Producer`; None where it is missing or blank."""
        with LOCK:
            size = self._api.meta_text(self.handle, key.encode(), None, 0)
            buffer = ctypes.create_string_buffer(size + 2)
            self._api.meta_text(self.handle, key.encode(), ctypes.addressof(buffer), size)
        text = buffer.raw[:size].decode("utf-16-le", "replace")
        return "".join(char for char in text if char.isprintable()).strip()[:_META_LETTERS] or None


class OpenPage(NamedTuple):
    """A page held open: the functions of the library, the page's handle, its text page's handle."""

    api: Pdfium
    handle: int
    text: int


@contextmanager
def open_page(document: Document, number: int) -> Iterator[OpenPage | None]:
    """Hold page `number` (from 1) open, and the library locked; None where there is no such page to open."""
    api = pdfium()
    with LOCK:
        handle = api.load_page(document.handle, number - 1)
        text = api.load_text(handle) if handle else None
        try:
            yield OpenPage(api, handle, text) if handle and text else None
        finally:
            if text:
                api.close_text(text)
            if handle:
                api.close_page(handle)


def _encoded(password: str | None) -> bytes | None:
    return None if password is None else password.encode("utf-8", "surrogatepass")


def _close_document(handle: int, data: bytes) -> None:
    del data
    with LOCK:
        pdfium().close_document(handle)


def _opening_error(code: int, name: str, password: str | None) -> InputError:
    if code == _PASSWORD_ERROR:
        if password is None:
            return EncryptedInput(f"{name} is encrypted and needs a password")
        return EncryptedInput(
            f"the password given for {name} is wrong", hint="Check the password and its case, and give it again."
        )
    if code == _SECURITY_ERROR:
        return EncryptedInput(
            f"{name} is encrypted in a way that is not supported", hint="Save an unprotected copy and give that."
        )
    if code == 0:  # PDFium reports "success" for a document without pages
        return EmptyInput(f"{name} has no pages")
    return DamagedInput(f"{name} is damaged: it cannot be opened as a PDF file")
