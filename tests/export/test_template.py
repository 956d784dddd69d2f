"""Templates of users: what they see, and what they cannot do."""

from __future__ import annotations

import json

import pytest

from tests.planmaker import make_plan, task
from vbparse.errors import InputError
from vbparse.export import to_json
from vbparse.export.options import ExportOptions, Template
from vbparse.export.registry import exporter_for
from vbparse.export.template import TemplateFormat


def made(text: str, name: str = "mau.txt.j2", **options: object) -> str:
    given = ExportOptions(template=Template(name, text), **options)  # type: ignore[arg-type]
    return exporter_for("template", given).render(make_plan(), given).decode()


def test_a_template_sees_the_plan_as_its_json_has_it() -> None:
    plan = json.loads(to_json.render(make_plan()))

    assert json.loads(made("{{ plan | tojson }}")) == plan
    assert made("{{ plan.header.code }}") == "12/KH-UBND"


def test_a_template_sees_tasks_as_rows_for_people() -> None:
    text = "{% for task in tasks %}\n{{ task.id }}|{{ task.lead | join('; ') }}|{{ task.due | map('day') | join(' ') }}\n{% endfor %}"

    lines = made(text).splitlines()

    assert len(lines) == len(make_plan().tasks)
    assert lines[0].startswith("II.1.b1#1|")
    assert lines[0].endswith("|24/05/2024 24/11/2024")
    assert made("{{ tasks[1].inherited | tojson }}") == '{"deadlines": ["C.p1"], "lead": ["II.1"]}'


def test_data_gives_what_the_model_gives() -> None:
    template = TemplateFormat(Template("a.j2", "{{ plan | tojson }} {{ tasks | tojson }}"))

    assert template.render(make_plan()) == template.render_data(json.loads(to_json.render(make_plan())))


@pytest.mark.parametrize(
    ("name", "suffix"),
    [("a.md.j2", ".md"), ("a.j2", ".txt"), ("A.HTML.J2", ".HTML"), ("bang.csv", ".csv"), ("a", ".txt")],
)
def test_the_output_is_called_as_the_template_says(name: str, suffix: str) -> None:
    assert suffix == TemplateFormat(Template(name, "")).SUFFIX


def test_marks_of_a_plan_are_no_marks_of_a_page() -> None:
    plan = make_plan(tasks=(task("II.1", "<script>alert(1)</script>"),), times=())
    text = "{{ tasks[0].text }}"

    assert TemplateFormat(Template("a.html.j2", text)).render(plan) == b"&lt;script&gt;alert(1)&lt;/script&gt;"
    assert TemplateFormat(Template("a.md.j2", text)).render(plan) == b"<script>alert(1)</script>"


@pytest.mark.parametrize(
    "text",
    [
        "{{ plan.__class__ }}",
        "{{ ''.__class__.__mro__ }}",
        "{{ tasks.__init__.__globals__ }}",
        "{{ plan.update({'header': 1}) }}",
        "{{ tasks.clear() }}",
        "{% include 'other.j2' %}",
        "{% import '/etc/passwd' as x %}",
        "{{ range(10000000) | list }}",
        "{{ '%(a)s' | format(a=plan.__class__) }}",
    ],
)
def test_a_template_can_reach_and_change_nothing(text: str) -> None:
    with pytest.raises(InputError, match=r"mau\.txt\.j2"):
        made(text)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("{% for %}", 1),
        ("a\n{{ unknown }}", 2),
        ("a\n\n{{ 1 / 0 }}", 3),
        ("{{ plan.no_such_field }}", 1),
        ("{{ 1 + 'a' }}", 1),
    ],
)
def test_what_is_wrong_is_told_with_its_line(text: str, line: int) -> None:
    with pytest.raises(InputError, match=rf"mau\.txt\.j2, line {line}: "):
        made(text)


def test_options_tell_a_changed_template() -> None:
    words = [ExportOptions(template=Template("a.j2", text)).words() for text in ("a", "b")]

    assert words[0] != words[1]
    assert all(len(word) == 1 and word[0].startswith("template=") for word in words)
