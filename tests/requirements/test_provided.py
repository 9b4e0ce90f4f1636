"""What the interpreter has already is not asked for again."""

from __future__ import annotations

from importlib import metadata

from packaging.requirements import Requirement

from grader.requirements.provided import missing, needs_here, other_versions, provided_here
from grader.requirements.read import Asked

PROVIDED = {"fastapi": "0.120.0", "pydantic": "2.12.0", "lamp": "1.0"}


def asked(*lines: str) -> list[Asked]:
    return [Asked(Requirement(line), f"requirements.txt, line {n}") for n, line in enumerate(lines, start=1)]


def test_this_interpreter_tells_its_packages() -> None:
    here = provided_here()
    for name in ("fastapi", "pydantic-core", "pytest"):
        assert here[name] == metadata.version(name)
    assert any("uvicorn" in line for line in needs_here("fastapi"))
    assert list(needs_here("no-such-package")) == []


def test_only_what_is_missing_is_left() -> None:
    left = missing(asked("FastAPI>=0.200", "shade==2", "lamp"), PROVIDED, lambda name: [])
    assert [one.text for one in left.asked] == ["shade==2"]
    assert left.extras == ()


def test_extras_of_what_is_provided_are_followed() -> None:
    needs = {
        "fastapi": [
            "pydantic",
            "fastapi[more]; extra == 'all'",
            "oil>=2; extra == 'more'",
            "wick; extra == 'x'",
        ],
        "lamp": ["lamp[all]; extra == 'all'", "base; os_name != ''"],
    }
    left = missing(asked("fastapi[all]", "lamp[all]"), PROVIDED, needs.__getitem__)
    assert [(one.text, one.place) for one in left.extras] == [("oil>=2", "requirements.txt, line 1")]


def test_other_versions_are_told_once_the_important_first() -> None:
    pins = [f"tool{n}==9" for n in range(20)]
    provided = {**PROVIDED, **{f"tool{n}": "1" for n in range(20)}, "odd": "no-version"}
    (note,) = other_versions(asked("odd==1", *pins, "lamp==1.0", "fastapi==0.110"), provided)
    assert note.startswith(
        "Graded with other versions than asked for: fastapi 0.120.0 (requirements.txt, line 23: "
        "fastapi==0.110), tool0 1 (requirements.txt, line 2: tool0==9), "
    )
    assert note.endswith(" and 13 more.")
    assert other_versions(asked("fastapi>=0.100", "lamp", "shade==3"), provided) == ()
