"""The way to a server: addresses that may be used, answers that are waited for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx
import pytest

from vbparse.errors import PushError
from vbparse.push.http import AnswerLost, Patience, Request, Server, check_address, origin

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

QUICK = Patience(tries=3, first=0.001, longest=2.0)
KEY = "khoa-bi-mat-91c2"


@pytest.mark.parametrize(
    "url", ["https://redmine.example.vn", "http://127.0.0.1:3000/redmine", "http://[::1]:80", "http://localhost"]
)
def test_addresses_that_may_be_used(url: str) -> None:
    check_address(url)


@pytest.mark.parametrize(
    "url",
    [
        "redmine.example.vn",
        "ftp://redmine.example.vn",
        "http://redmine.example.vn",
        "http://localhost.example.vn",
        "https://clerk:khoa-bi-mat-91c2@redmine.example.vn",
        "https://redmine.example.vn/?key=khoa-bi-mat-91c2",
        "https://redmine.example.vn:khoa-bi-mat-91c2",
        "https://",
        "http://[",
    ],
)
def test_addresses_that_may_not_be_used_are_not_told_again(url: str) -> None:
    with pytest.raises(ValueError, match=r".") as caught:
        check_address(url)

    assert KEY not in str(caught.value)


def test_unencrypted_addresses_are_taken_in_a_network_that_is_trusted() -> None:
    check_address("http://redmine.example.vn", insecure=True)


def test_an_origin_has_no_usual_port() -> None:
    assert (
        origin("https://Redmine.example.vn:443/a")
        == origin("https://redmine.example.vn")
        == "https://redmine.example.vn"
    )
    assert origin("https://redmine.example.vn") != origin("http://redmine.example.vn")
    assert origin("http://[::1]:81/") == "http://[::1]:81"


@pytest.fixture
def answering() -> Iterator[Callable[..., Server]]:
    """Give what makes a server whose answers are the given ones, one after the other."""
    made = []

    def make(*answers: httpx.Response | Exception) -> Server:
        left = list(answers)

        def answer(_: httpx.Request) -> httpx.Response:
            given = left.pop(0)
            if isinstance(given, Exception):
                raise given
            return given

        server = Server("https://redmine.example.vn", headers={"X-Redmine-API-Key": KEY}, patience=QUICK)
        server._client.close()
        server._client = httpx.Client(transport=httpx.MockTransport(answer))
        made.append(server)
        return server

    yield make
    for server in made:
        server.close()


GET, POST = Request("GET", "issues.json"), Request("POST", "issues.json", once=True)


def test_what_can_be_sent_twice_is_tried_again(answering: Callable[..., Server]) -> None:
    server = answering(httpx.ReadError(""), httpx.Response(503), httpx.Response(200))

    assert server.send(GET).status_code == 200


def test_tries_have_an_end(answering: Callable[..., Server]) -> None:
    with pytest.raises(PushError, match="after 3 tries: HTTP 502"):
        answering(*[httpx.Response(502)] * 3).send(GET)


@pytest.mark.parametrize(
    "answer", [httpx.ReadError(""), httpx.RemoteProtocolError(KEY), httpx.Response(500), httpx.Response(504)]
)
def test_what_makes_something_new_is_not_sent_again_unseen(
    answering: Callable[..., Server], answer: httpx.Response | Exception
) -> None:
    with pytest.raises(AnswerLost):
        answering(answer).send(POST)


@pytest.mark.parametrize("answer", [httpx.ConnectError("refused"), httpx.Response(429)])
def test_what_certainly_did_not_arrive_is_sent_again(
    answering: Callable[..., Server], answer: httpx.Response | Exception
) -> None:
    assert answering(answer, httpx.Response(201)).send(POST).status_code == 201


def test_a_server_that_is_still_at_it_is_not_asked_twice_for_something_new(answering: Callable[..., Server]) -> None:
    with pytest.raises(PushError, match="took longer"):
        answering(httpx.ReadTimeout("")).send(POST)


def test_a_server_may_not_let_us_wait_too_long(answering: Callable[..., Server]) -> None:
    with pytest.raises(PushError, match="wait 3600 seconds"):
        answering(httpx.Response(429, headers={"Retry-After": "3600"})).send(GET)
    with pytest.raises(PushError, match=r"wait \d+ seconds"):
        answering(httpx.Response(429, headers={"Retry-After": "Fri, 01 Jan 2100 00:00:00 GMT"})).send(GET)
    for odd in ("nan", "-5", "soon", "Fri, 01 Jan 1999 00:00:00 GMT", "0"):
        server = answering(httpx.Response(429, headers={"Retry-After": odd}), httpx.Response(200))
        assert server.send(GET).status_code == 200


def test_a_bad_certificate_is_told_at_once(answering: Callable[..., Server]) -> None:
    with pytest.raises(PushError, match="certificate"):
        answering(httpx.ConnectError("[SSL: CERTIFICATE_VERIFY_FAILED] self-signed")).send(GET)


def test_redirects_are_followed_on_the_same_server_only(answering: Callable[..., Server]) -> None:
    request = httpx.Request("GET", "https://redmine.example.vn/issues.json")

    def away(target: str, status: int = 302) -> httpx.Response:
        return httpx.Response(status, headers={"Location": target}, request=request)

    assert answering(away("/new/issues.json"), httpx.Response(200)).send(GET).status_code == 200
    for target in (
        "https://elsewhere.example/",
        "http://redmine.example.vn/",
        "https://redmine.example.vn:8443/",
        "//x.vn",
    ):
        with pytest.raises(PushError, match="another server"):
            answering(away(target)).send(GET)
    with pytest.raises(PushError, match="instead of answering"):
        answering(away("/login")).send(POST)
    with pytest.raises(PushError, match="from one address to the next"):
        answering(*[away("/issues.json")] * 4).send(GET)


def test_an_address_on_another_server_is_not_asked(answering: Callable[..., Server]) -> None:
    with pytest.raises(PushError, match="another server"):
        answering(httpx.Response(200)).send(Request("GET", "https://elsewhere.example/x"))


def test_what_a_library_says_of_what_was_sent_is_not_told_on(answering: Callable[..., Server]) -> None:
    with pytest.raises(PushError) as caught:
        answering(*[httpx.LocalProtocolError(f"Illegal header value {KEY}")] * 3).send(GET)

    assert KEY not in str(caught.value)
    assert KEY not in repr(caught.value.__context__)
