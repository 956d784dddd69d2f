"""What went wrong, told to programs: problem details (RFC 9457) that carry the codes of `errors.py`."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final

from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse

from vbparse.errors import VbparseError
from vbparse.serve.language import language_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from fastapi import FastAPI, Request

    from vbparse.archive.manifest import Failure
    from vbparse.export.options import Lang

    Tell = Callable[[str, str, Lang], tuple[str, str]]
    """Gives the kind of an error, by its code, and its advice (that of the library, English) in a language."""

MEDIA_TYPE: Final = "application/problem+json"
_STATUS: Final = {
    "input": 422,
    "unsupported": 415,
    "damaged": 422,
    "encrypted": 422,
    "empty": 422,
    "query": 422,
    "ocr-unavailable": 422,
    "limit": 413,
    "output": 507,
}
"""Codes of `errors.py`; the others are faults of the server."""
_TITLES: Final = {
    "input": "The document cannot be read",
    "unsupported": "No reader knows this format",
    "damaged": "The document is damaged",
    "encrypted": "The document is locked",
    "empty": "The document is empty",
    "query": "Nothing to look for",
    "ocr-unavailable": "The pages are pictures, and no OCR engine is installed here",
    "limit": "A limit is passed",
    "resource": "Something that the server needs cannot be used",
    "output": "The result cannot be written",
    "error": "An error of the program",
}
_ADVICE: Final = "Correct what is named, and ask again."
_CODES: Final = {
    400: "request",
    401: "token",
    403: "forbidden",
    404: "not-found",
    405: "method",
    408: "timeout",
    413: "limit",
}


class Fault(BaseModel):
    """A value of a request that is wrong."""

    where: str = Field(description="which one: `query.limit`, `body.changes.0.op`")
    what: str


class ProblemDetails(BaseModel):
    """What went wrong (RFC 9457)."""

    model_config = ConfigDict(extra="allow")

    type: str = Field(description="urn:vbparse:problem: and the code")
    title: str = Field(description="the kind of problem, in the language of the request")
    status: int
    detail: str = Field(description="what happened")
    code: str = Field(description="the code: those of vbparse, and token, forbidden, not-found, request, busy, ...")
    hint: str = Field(description="what to do, in the language of the request")
    faults: list[Fault] = Field(default_factory=list, description="values that are wrong")


class Problem(HTTPException):
    """A request that is answered by a problem. `extra` are further members of the answer."""

    def __init__(  # noqa: PLR0913 (what the answer has)
        self,
        status: int,
        code: str,
        detail: str,
        *,
        title: str = "",
        hint: str = _ADVICE,
        headers: Mapping[str, str] | None = None,
        extra: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(status, detail, dict(headers or {}))
        self.code, self.hint, self.extra = code, hint, dict(extra or {})
        self.title = title or _TITLES.get(code) or HTTPStatus(status).phrase


def missing(what: str, which: str) -> Problem:
    """Give the problem of something that is not there."""
    return Problem(404, "not-found", f"there is no {what} {which[:100]}", hint="Check the address.")


def problem_of(error: VbparseError) -> Problem:
    """Give the problem that an error is."""
    return Problem(_STATUS.get(error.code, 500), error.code, str(error), hint=error.advice)


def problem_of_failure(failure: Failure, headers: Mapping[str, str] | None = None) -> Problem:
    """Give the problem of a document that could not be read."""
    status = _STATUS.get(failure.code, 422)
    return Problem(status, failure.code, failure.message, hint=failure.hint, headers=headers)


def english(code: str, advice: str, lang: Lang) -> tuple[str, str]:
    """Tell of an error in English, whatever the language."""
    del lang
    return _TITLES.get(code, ""), advice


def details_of(request: Request, problem: Problem) -> ProblemDetails:
    """Give the details of a problem, its title and hint in the language of the request."""
    lang = language_of(request)
    title, hint = problem.title, problem.hint
    if lang != "en" and problem.code in _TITLES:
        title, hint = request.app.state.tell(problem.code, problem.hint, lang)
    return ProblemDetails(
        type=f"urn:vbparse:problem:{problem.code}",
        title=title or problem.title,
        status=problem.status_code,
        detail=problem.detail,
        code=problem.code,
        hint=hint,
        **problem.extra,
    )


def answer_problem(request: Request, problem: Problem) -> JSONResponse:
    """Answer with a problem."""
    content = details_of(request, problem).model_dump(mode="json", exclude_defaults=True)
    return JSONResponse(content, problem.status_code, problem.headers, MEDIA_TYPE)


def install(app: FastAPI) -> None:
    """Let the application answer with problems whatever goes wrong in it."""

    def of_problem(request: Request, error: Exception) -> JSONResponse:
        assert isinstance(error, Problem)
        return answer_problem(request, error)

    def of_ours(request: Request, error: Exception) -> JSONResponse:
        assert isinstance(error, VbparseError)
        return answer_problem(request, problem_of(error))

    def of_http(request: Request, error: Exception) -> JSONResponse:
        assert isinstance(error, HTTPException)
        code = _CODES.get(error.status_code, "request")
        return answer_problem(request, Problem(error.status_code, code, str(error.detail), headers=error.headers))

    def of_values(request: Request, error: Exception) -> JSONResponse:
        assert isinstance(error, RequestValidationError)
        return answer_problem(request, _of_values(error))

    app.add_exception_handler(Problem, of_problem)
    app.add_exception_handler(VbparseError, of_ours)
    app.add_exception_handler(HTTPException, of_http)
    app.add_exception_handler(RequestValidationError, of_values)


def _of_values(error: RequestValidationError) -> Problem:
    """Give the problem of values that are wrong; what was sent is not repeated."""
    faults = [{"where": ".".join(map(str, each["loc"])), "what": str(each["msg"])} for each in error.errors()]
    return Problem(422, "request", f"{len(faults)} values of the request are wrong", extra={"faults": faults})
