"""Files by URL: `local://` is fsspec's file system on the disk, `memory://` one in this process."""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

import pytest

from vbparse import storage
from vbparse.errors import InputError, LimitExceeded, OutputError, ResourceError
from vbparse.readers.source import open_source
from vbparse.storage import fetch, fetch_digest, file_name, find, is_url, list_names, place, remove, store

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="fsspec's paths of Windows have drives")


@pytest.fixture
def plans(tmp_path: Path) -> str:
    """Give the URL of a folder with files."""
    for name in ("b.txt", "2024/kế hoạch 1.txt", "2024/a.pdf", ".ẩn/c.txt"):
        path = tmp_path / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, encoding="utf-8")
    return f"local://{tmp_path}/in"


@pytest.mark.parametrize(
    "text", ["s3://thùng/a.pdf", "https://a.vn/b", "file:///a", "abfss://c@d.net/e", "git+ssh://a/b"]
)
def test_a_scheme_makes_a_url(text: str) -> None:
    assert is_url(text)


@pytest.mark.parametrize("text", ["a.pdf", "C:\\a.pdf", "C://a.pdf", "in/http://a", "a.zip!/http://a", "://a", "-"])
def test_all_else_is_a_path(text: str) -> None:
    assert not is_url(text)
    assert place(text) == Path(text)


def test_a_file_url_is_a_path() -> None:
    assert place("file:///tmp/k%E1%BA%BF%20ho%E1%BA%A1ch.pdf") == Path("/tmp/kế hoạch.pdf")
    assert place("FILE://localhost/tmp/a") == Path("/tmp/a")
    assert place("s3://thùng/a b.pdf") == "s3://thùng/a b.pdf"
    with pytest.raises(InputError, match="another computer"):
        place("file://elsewhere/tmp/a")


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("s3://thùng/2024/kế hoạch.pdf", "kế hoạch.pdf"),
        ("https://a.vn/b/c.pdf?v=1", "c.pdf"),
        ("s3://thùng/gì?.pdf", "gì?.pdf"),
        ("s3://thùng/plans/", "plans"),
    ],
)
def test_the_name_is_the_last_part(url: str, name: str) -> None:
    assert file_name(url) == name


def test_a_file_is_fetched_and_told_apart(plans: str) -> None:
    url = f"{plans}/2024/kế hoạch 1.txt"
    content = "2024/kế hoạch 1.txt".encode()

    assert fetch(url, 100) == content
    assert fetch_digest(url, 100) == hashlib.sha256(content).hexdigest()
    source = open_source(url, max_bytes=100)
    assert (source.name, source.data) == ("kế hoạch 1.txt", content)
    with pytest.raises(LimitExceeded, match="larger than the limit of 5 bytes"):
        fetch(url, 5)
    with pytest.raises(InputError, match=r"none\.txt cannot be read: not found"):
        fetch(f"{plans}/none.txt", 5)


def test_what_takes_too_long_is_given_up(plans: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(storage, "_SECONDS", -1)

    with pytest.raises(InputError, match="no answer in time"):
        fetch(f"{plans}/b.txt", 100)


def test_a_folder_stands_for_all_below_it(plans: str) -> None:
    assert [(found.url.removeprefix(plans), found.inside) for found in find(plans + "/")] == [
        ("/.ẩn/c.txt", PurePosixPath(".ẩn/c.txt")),
        ("/2024/a.pdf", PurePosixPath("2024/a.pdf")),
        ("/2024/kế hoạch 1.txt", PurePosixPath("2024/kế hoạch 1.txt")),
        ("/b.txt", PurePosixPath("b.txt")),
    ]
    assert list_names(plans) == {".ẩn/c.txt", "2024/a.pdf", "2024/kế hoạch 1.txt", "b.txt"}


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        ("*.txt", ["b.txt"]),
        ("2024/*", ["a.pdf", "kế hoạch 1.txt"]),
        ("*/*.pdf", ["2024/a.pdf"]),
        ("**/[a-b].*", ["2024/a.pdf", "b.txt"]),
    ],
)
def test_a_pattern_stands_for_what_fits(plans: str, pattern: str, found: list[str]) -> None:
    assert [each.inside.as_posix() for each in find(f"{plans}/{pattern}")] == found


@pytest.mark.parametrize("name", ["b.txt", "none.txt", "none/", "*.none"])
def test_what_is_a_file_or_not_there_stands_for_itself(plans: str, name: str) -> None:
    assert [found.url for found in find(f"{plans}/{name}")] == [f"{plans}/{name}"]
    assert list_names(f"{plans}/none") == set()


def test_nothing_is_listed_on_the_web() -> None:
    assert find("https://a.vn/b/*.pdf?x=1") == [("https://a.vn/b/*.pdf?x=1", PurePosixPath("*.pdf"))]


@pytest.mark.parametrize("base", [lambda folder: f"local://{folder}/out", lambda folder: f"memory://{folder}"])
def test_a_file_is_written_whole(base: Callable[[Path], str], tmp_path: Path) -> None:
    url = f"{base(tmp_path)}/2024/kế hoạch.json"
    store(url, b"first")
    store(url, b"second")

    assert fetch(url, 100) == b"second"
    assert list_names(base(tmp_path)) == {"2024/kế hoạch.json"}
    remove(url)
    remove(url)
    assert list_names(base(tmp_path)) == set()


def test_what_cannot_be_written_is_told(plans: str) -> None:
    with pytest.raises(OutputError, match=r"b\.txt/c\.json cannot be written"):
        store(f"{plans}/b.txt/c.json", b"x")
    with pytest.raises(OutputError, match="cannot be written"):
        store("https://127.0.0.1/c.json", b"x")


SECRET = "ThuocVeToi"


@pytest.mark.parametrize(
    "url",
    [
        f"s3://khoa:{SECRET}@thùng/a.pdf",
        f"https://{SECRET}@a.vn/b.pdf",
        f"https://a.vn/b.pdf?X-Amz-Signature={SECRET}",
        f"https://a.vn/b.pdf?v=1&access_token={SECRET}",
        f"abfs://c@d.net/e.pdf?sig={SECRET}",
    ],
)
@pytest.mark.parametrize(
    "action", [place, find, lambda url: fetch(url, 9), lambda url: store(url, b"x"), list_names, remove]
)
def test_credentials_in_a_url_are_refused_and_not_told(url: str, action: Callable[[str], Any]) -> None:
    with pytest.raises(InputError, match="holds credentials") as caught:
        action(url)

    assert SECRET not in str(caught.value)
    assert "environment" in caught.value.advice


def test_what_a_storage_says_is_told_without_credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: str) -> None:
        message = f"no route to https://khoa:{SECRET}@a.vn/b.pdf?sig={SECRET}\n"
        raise RuntimeError(message)

    monkeypatch.setattr(storage, "_filesystem", fail)
    for action in (find, lambda url: fetch(url, 9), lambda url: store(url, b"x")):
        with pytest.raises((InputError, OutputError), match=r"no route to https://a\.vn/b\.pdf") as caught:
            action("sftp://may/a.pdf")
        assert SECRET not in str(caught.value)
        assert caught.value.__suppress_context__


def test_a_url_through_another_is_refused() -> None:
    with pytest.raises(InputError, match="leads through another"):
        fetch("simplecache::s3://thùng/a.pdf", 9)
    with pytest.raises(InputError, match="leads through another"):
        fetch("zip://a.pdf::s3://thùng/a.zip", 9)


def test_what_is_not_installed_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "s3fs", None)
    with pytest.raises(ResourceError, match=r"s3:// needs a package that is not installed: .*s3fs"):
        fetch("s3://thùng/a.pdf", 9)
    with pytest.raises(InputError, match="nonsense"):
        fetch("nonsense://a", 9)
    monkeypatch.setitem(sys.modules, "fsspec.core", None)
    with pytest.raises(ResourceError, match="fsspec is not installed") as caught:
        fetch("memory://a", 9)
    assert caught.value.advice == "Install it: pip install 'vbparse[remote]'"
