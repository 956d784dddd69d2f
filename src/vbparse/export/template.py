"""Outputs by templates of the user's (Jinja2, sandboxed): `--template FILE.j2`.

A template sees plain data only (texts, numbers, lists, mappings), so it can reach nothing but what a plan says: `plan`
is the document as its JSON has it, `tasks` its tasks as rows for people, `lang` the language of the call.
"""

from __future__ import annotations

import json
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, Final

from vbparse.errors import InputError, ResourceError
from vbparse.export import to_json
from vbparse.export.columns import day_of
from vbparse.export.options import DEFAULTS, ExportOptions, Template
from vbparse.export.plain import view_of
from vbparse.export.tasks import TaskRow, duties, name_of, task_rows, values

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vbparse.plan.model import PlanDocument

NAME: Final = "template"
_ENDINGS: Final = frozenset({".j2", ".jinja", ".jinja2"})
_ESCAPED: Final = frozenset({".html", ".htm", ".xhtml", ".xml", ".svg"})
"""Outputs in which `<` and `&` of a plan must not be taken for marks."""
_USUAL: Final = ".txt"
_HINT: Final = "See docs/export.md for what a template can use."


class TemplateFormat:
    """A template, used as an output format; see `registry.Exporter`."""

    NAME: str = NAME

    def __init__(self, template: Template) -> None:
        """Take a template; it is read when the first output is made."""
        self.ABOUT = {"vi": "theo mẫu riêng của người dùng", "en": "by a template of yours"}
        self._template = template
        path = PurePath(template.name)
        self.SUFFIX = PurePath(path.stem if path.suffix.lower() in _ENDINGS else path.name).suffix or _USUAL

    def render(self, plan: PlanDocument, options: ExportOptions = DEFAULTS) -> bytes:
        """Give what the template makes of a plan. Raises `InputError`, `ResourceError`."""
        return self.render_data(json.loads(to_json.render(plan)), options)

    def render_data(self, data: dict[str, Any], options: ExportOptions = DEFAULTS) -> bytes:
        """Give what the template makes of a plan that is plain data. Raises `InputError`, `ResourceError`."""
        try:
            from jinja2.exceptions import TemplateError  # noqa: PLC0415 (an extra)
        except ImportError as error:
            message = "templates need Jinja2, which is not installed"
            raise ResourceError(message, hint="Install it: pip install 'vbparse[template]'.") from error
        view = view_of(data)
        rows = task_rows(view)
        once = {row.task.id for row in duties(view)}
        tasks = [_row(row, task, options, once) for row, task in zip(rows, data["tasks"], strict=True)]
        try:
            made = self._compiled().render(plan=data, tasks=tasks, name=name_of(view), lang=options.lang)
        except TemplateError as error:
            line = getattr(error, "lineno", None) or _line_of(error, self._template.name)
            message = (
                f"{self._template.name}{f', line {line}' if line else ''}: {error.message or type(error).__name__}"
            )
            raise InputError(message, hint=_HINT) from error
        except (ArithmeticError, LookupError, TypeError, ValueError, RecursionError) as error:
            line = _line_of(error, self._template.name)
            message = f"{self._template.name}{f', line {line}' if line else ''}: {error}"
            raise InputError(message, hint=_HINT) from error
        return str(made).encode("utf-8", "replace")

    def _compiled(self) -> Any:
        from jinja2 import StrictUndefined  # noqa: PLC0415
        from jinja2.sandbox import ImmutableSandboxedEnvironment  # noqa: PLC0415

        environment = ImmutableSandboxedEnvironment(
            undefined=StrictUndefined,
            autoescape=self.SUFFIX.lower() in _ESCAPED,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )
        environment.filters["day"] = _day
        code = environment.compile(self._template.text, filename=self._template.name)
        return environment.template_class.from_code(environment, code, environment.make_globals(None))


def _row(row: TaskRow, task: Mapping[str, Any], options: ExportOptions, once: set[str]) -> dict[str, Any]:
    """Give a task as a template sees it."""
    slots = {
        "lead": values(row.lead),
        "cooperate": values(row.cooperate),
        "advise_to": values(row.advise_to),
        "report_to": values(row.report_to),
        "due": values(row.due),
        "rrule": values(row.rrule),
        "times": values(row.times),
    }
    return {
        "number": row.number,
        "id": row.task.id,
        "key": row.key,
        "text": row.task.text,
        **{name: list(found) for name, found in slots.items()},
        "inherited": {
            slot: sources
            for slot, given in row.slots().items()
            if (sources := sorted({one.source for one in given if one.source}))
        },
        "pages": list(row.pages),
        "place": list(row.place),
        "review": list(row.review[options.lang]),
        "repeated": row.task.id not in once,
        "task": dict(task),
    }


def _day(text: str | None) -> str:
    """Write an ISO day as Vietnamese offices do: 24/05/2024; what is no whole day stays as it is."""
    day = day_of(text or "")
    return f"{day:%d/%m/%Y}" if day else text or ""


def _line_of(error: BaseException, name: str) -> int | None:
    """Tell on which line of the template an error arose."""
    trace, found = error.__traceback__, None
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == name:
            found = trace.tb_lineno
        trace = trace.tb_next
    return found
