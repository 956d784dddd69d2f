"""Who is let in, what is refused, and what answers tell browsers."""

from __future__ import annotations

import http.client
import socket
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from tests.clirunner import PLAN, vbparse
from tests.servermaker import WAIT, client_of, plan_text, serving
from vbparse.serve.guard import MOST_FORM, Access, access_for, is_loopback, is_own_place

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import httpx

    from tests.servermaker import Running

TOKEN = "a token that nobody guesses"


@pytest.fixture(scope="module")
def locked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """Give a server that asks for a token."""
    with serving(tmp_path_factory.mktemp("locked"), access=access_for("127.0.0.1", TOKEN)) as running:
        yield running


def problem(answer: httpx.Response) -> tuple[int, str]:
    assert answer.headers["content-type"] == "application/problem+json"
    return answer.status_code, answer.json()["code"]


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "127.0.0.1.evil.example", "[", "", "10.0.0.1"])
def test_another_name_than_ours_is_refused(server: Running, host: str) -> None:
    answer = server.client.get("/v1/plans", headers={"host": host})
    assert answer.status_code in {400, 421}
    assert "70/KH-UBND" not in answer.text


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8765", "127.0.0.1:1", "[::1]:8765"])
def test_our_names_are_taken_with_any_port(server: Running, host: str) -> None:
    assert server.client.get("/v1/plans", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:1"},
        {"origin": ""},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"sec-fetch-site": "same-origin", "origin": "https://evil.example"},
    ],
)
@pytest.mark.parametrize(("method", "path"), [("POST", "/v1/plans"), ("DELETE", "/v1/jobs/x"), ("POST", "/login")])
def test_changes_from_other_sites_are_refused(server: Running, method: str, path: str, headers: dict[str, str]) -> None:
    answer = server.client.request(method, path, headers=headers, content=b"x" if method == "POST" else None)
    assert problem(answer) == (403, "origin")


def test_changes_from_our_pages_are_taken(server: Running) -> None:
    host = urlsplit(server.url).netloc
    for headers in ({"origin": f"http://{host}"}, {"origin": f"http://{host}", "sec-fetch-site": "same-origin"}):
        answer = server.client.post("/v1/plans?name=41.txt", content=plan_text(41), headers={**headers, **WAIT})
        assert answer.status_code == 200


def test_there_is_no_cors(server: Running) -> None:
    answer = server.client.options(
        "/v1/plans", headers={"origin": "https://evil.example", "access-control-request-method": "POST"}
    )
    assert not [name for name in answer.headers if name.startswith("access-control")]
    got = server.client.get("/v1/plans", headers={"origin": "https://evil.example"})
    assert not [name for name in got.headers if name.startswith("access-control")]


@pytest.mark.parametrize("path", ["/", "/v1/plans", "/v1/nothing", "/static/vbparse.css", "/login", "/health"])
def test_browsers_are_told_what_to_refuse(server: Running, path: str) -> None:
    headers = server.client.get(path).headers
    policy = headers["content-security-policy"]
    assert "unsafe" not in policy
    assert {"default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", "script-src 'self'"} <= set(
        policy.split("; ")
    )
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert "server" not in headers


def test_what_is_told_is_not_kept_by_browsers_but_our_own_files_are(server: Running) -> None:
    assert server.client.get("/v1/plans").headers["cache-control"] == "no-store"
    assert server.client.get("/static/vbparse.css").headers["cache-control"] == "no-cache"
    assert "immutable" in server.client.get("/static/vbparse.css?v=1").headers["cache-control"]


@pytest.mark.parametrize("path", ["/v1/plans", "/v1/openapi.json", "/v1/export/due.csv", "/v1/nothing", "/static"])
@pytest.mark.parametrize(
    "headers",
    [{}, {"authorization": "Bearer wrong"}, {"authorization": TOKEN}, {"cookie": "vbparse_session=" + "0" * 64}],
)
def test_without_the_token_nothing_is_told(locked: Running, path: str, headers: dict[str, str]) -> None:
    answer = locked.client.get(path, headers=headers)
    assert problem(answer) == (401, "token")
    assert answer.headers["www-authenticate"] == "Bearer"
    assert problem(locked.client.post("/v1/plans", content=plan_text(1), headers=headers)) == (401, "token")


def test_with_the_token_all_is_told(locked: Running) -> None:
    with client_of(locked.url, {"authorization": f"Bearer {TOKEN}"}) as client:
        assert client.get("/v1/plans").status_code == 200
        assert client.post("/v1/plans?name=1.txt", content=plan_text(1), headers=WAIT).status_code == 200


def test_health_and_our_own_files_need_no_token(locked: Running) -> None:
    assert locked.client.get("/health").status_code == 200
    assert locked.client.get("/static/vbparse.css").status_code == 200
    assert locked.client.get("/static/../app.py").status_code in {401, 404}
    assert locked.client.get("/static/%2e%2e/app.py").status_code == 404


def test_a_browser_is_asked_for_the_token_and_gets_a_cookie(locked: Running) -> None:
    with client_of(locked.url, {"accept": "text/html"}) as browser:
        first = browser.get("/")
        assert (first.status_code, first.headers["location"]) == (303, "/login?to=%2F")
        assert "<form" in browser.get(first.headers["location"]).text
        wrong = browser.post("/login", data={"token": "wrong", "to": "/"})
        assert (wrong.status_code, wrong.headers.get("set-cookie")) == (403, None)
        right = browser.post("/login", data={"token": TOKEN, "to": "/"})
        cookie = right.headers["set-cookie"]
        assert TOKEN not in cookie
        assert {"HttpOnly", "SameSite=strict", "Path=/"} <= set(cookie.split("; "))
        assert browser.get("/").status_code == 200
        assert browser.post("/logout").status_code == 303
        assert browser.get("/").status_code == 303


def test_a_token_in_the_address_is_taken_once(locked: Running) -> None:
    with client_of(locked.url, {"accept": "text/html"}) as browser:
        answer = browser.get("/", params={"token": TOKEN, "unit": "a&b"})
        assert answer.status_code == 200
        assert "url=/?unit=a%26b" in answer.text
        assert TOKEN not in answer.text
        assert browser.get("/").status_code == 200
    with client_of(locked.url) as other:
        assert other.get("/v1/plans", params={"token": "wrong"}).status_code == 401


@pytest.mark.parametrize("to", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)", ""])
def test_nobody_is_led_to_another_server(locked: Running, to: str) -> None:
    assert not is_own_place(to)
    answer = locked.client.post("/login", data={"token": TOKEN, "to": to})
    assert 'url=/"' in answer.text
    assert "evil" not in answer.text


def test_a_body_that_is_no_document_is_bounded(server: Running) -> None:
    answer = server.client.post("/v1/plans/x/corrections", content=b"[" * (MOST_FORM + 1))
    assert problem(answer) == (413, "limit")


def test_a_name_that_is_a_script_is_shown_as_text(server: Running) -> None:
    title = "<script>alert(1)</script>"
    text = PLAN.format(number=42).replace("Chăm sóc cây xanh năm 2024", f"Chăm sóc {title} năm 2024")
    assert server.send(text.encode(), f"{title}.txt").status_code == 200
    page = server.client.get("/").text
    assert "&lt;script&gt;alert" in page
    assert "<script>alert" not in page


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "..\\..\\boot.ini", "/etc/passwd", "a\0b.pdf", "x" * 900, "...", "\n"]
)
def test_names_are_never_paths(server: Running, name: str) -> None:
    before = {path.name for path in server.db.parent.rglob("*")}
    number = 1000 + len(before)
    answer = server.send(plan_text(number), name)
    assert answer.status_code == 200
    told = answer.json()["source"]
    assert "/" not in told["name"]
    assert "\\" not in told["name"]
    assert len(told["name"]) <= 200
    assert {path.name for path in server.db.parent.rglob("*")} - before <= {told["sha256"]}


def test_a_fault_of_the_program_is_told_without_what_it_says(
    server: Running, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def stumble(*_: object, **__: object) -> None:
        message = "lời trong văn bản"
        raise KeyError(message)

    monkeypatch.setattr("vbparse.archive.register.Archive.units", stumble)
    with caplog.at_level("INFO", "vbparse.serve"):
        answer = server.client.get("/v1/units?name=b%C3%AD%20m%E1%BA%ADt")
    assert problem(answer) == (500, "error")
    assert "KeyError" in answer.json()["detail"]
    assert "lời" not in answer.text + caplog.text
    assert "mật" not in caplog.text
    assert "/v1/units: 500" in caplog.text


def test_the_log_tells_no_text_and_no_token(locked: Running, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("INFO", "vbparse.serve"):
        locked.client.get("/", params={"token": TOKEN})
        locked.client.get("/v1/search", params={"q": "bí mật"}, headers={"authorization": f"Bearer {TOKEN}"})
        locked.client.get("/bí mật")
    assert "/v1/search: 200" in caplog.text
    assert TOKEN not in caplog.text
    assert "token=" not in caplog.text
    assert "q=" not in caplog.text


def test_names_of_a_server() -> None:
    assert is_loopback("127.0.0.1")
    assert is_loopback("::1")
    assert is_loopback("localhost")
    assert not is_loopback("0.0.0.0")
    assert not is_loopback("")
    assert not is_loopback("10.1.2.3")
    behind = access_for("127.0.0.1", TOKEN, frozenset({"Plans.example.vn"}))
    assert behind.knows_host("plans.example.vn")
    assert not behind.knows_host("10.1.2.3")
    everywhere = access_for("0.0.0.0", TOKEN)
    assert everywhere.knows_host("10.1.2.3:8765")
    assert everywhere.knows_host(socket.gethostname())
    assert not everywhere.knows_host("evil.example")
    assert access_for("10.1.2.3", TOKEN).hosts == {"10.1.2.3"}


def test_tokens_and_cookies_are_compared_whole() -> None:
    access = Access(TOKEN)
    assert access.is_token(TOKEN)
    assert not access.is_token(TOKEN[:-1])
    assert not access.is_token("")
    assert not access.is_token("mã thông báo")
    assert access.is_session(access.session())
    assert not access.is_session(TOKEN)
    assert Access("another").session() != access.session()


@pytest.mark.parametrize(("token", "words"), [("", "give a token"), ("short", "at least 16 characters")])
def test_others_are_not_served_without_a_token(tmp_path: Path, token: str, words: str) -> None:
    env = {"VBPARSE_TOKEN": token} if token else {}
    done = vbparse("serve", "--host", "0.0.0.0", "--port", "0", folder=tmp_path, env=env)
    assert done.returncode == 2
    assert words in done.stderr.decode()
    assert not (tmp_path / "vbparse.db").exists()


@pytest.mark.parametrize("path", ["/v1/plans", "/v1/plans?name=x"])
@pytest.mark.parametrize("declared", [True, False])
def test_what_is_too_large_is_cut_off_early(tmp_path: Path, path: str, declared: bool) -> None:  # noqa: FBT001
    most = 300_000
    with serving(tmp_path, max_bytes=most) as small:
        place = urlsplit(small.url)
        connection = http.client.HTTPConnection(place.hostname or "", place.port, timeout=30)
        connection.putrequest("POST", path)
        connection.putheader("Content-Type", "application/octet-stream")
        if declared:
            connection.putheader("Content-Length", "10000000000")
        else:
            connection.putheader("Transfer-Encoding", "chunked")
        connection.endheaders()
        sent = 0
        try:
            while not declared and sent < 50_000_000:
                connection.send(b"10000\r\n" + b"x" * 65536 + b"\r\n")
                sent += 65536
        except OSError:  # it hung up
            pass
        if sent < 50_000_000:
            answer = None
            try:
                answer = connection.getresponse()
            except OSError:
                assert not declared
            if answer is not None:
                assert answer.status == 413
        connection.close()
        assert sent < 20_000_000
        kept = [one for one in small.desk.contents.folder.iterdir() if one.is_file() and one.name != ".lock"]
        assert kept == []
        assert small.client.get("/health").status_code == 200
