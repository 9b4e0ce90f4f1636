"""Apps of any size, and a lesson about them with any number of checks."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

LESSON = "generated"
HEAD = """from fastapi import FastAPI
from pydantic import BaseModel

app = FastAPI()


class Thing(BaseModel):
    name: str
    size: int = 0
"""
READ = """

@app.get("/things{n}/{{thing_id}}")
def read_{n}(thing_id: int) -> Thing:
    return Thing(name="thing {n}", size=thing_id)
"""
WRITE = """

@app.post("/things{n}", status_code=201)
def write_{n}(thing: Thing) -> Thing:
    return thing
"""
RUBRIC = """title = "Generated"

[[criteria]]
id = "answers"
title = "Things are read"
points = 50
hint = "Read them."

[[criteria]]
id = "documented"
title = "The documentation tells of all endpoints"
points = 50
hint = "Tell of them."
contract = { aspects = ["operations", "parameters", "body", "responses"] }
"""
CHECKS = '''import pytest

from grader.checks import expect


@pytest.mark.criterion("answers")
@pytest.mark.parametrize("number", range({checks}))
def test_read(client, number):
    """A thing can be read."""
    response = client.get(f"/things0/{{number}}")
    expect.status(response, 200)
    expect.body(response, {{"name": "thing 0", "size": number}})
'''


def app_source(endpoints: int) -> str:
    """Return an app with so many endpoints, half of which take a body; the first reads."""
    return HEAD + "".join((WRITE if n % 2 else READ).format(n=n) for n in range(endpoints))


def write_lesson(specs: Path, endpoints: int, checks: int) -> None:
    """Write a lesson that asks for all endpoints of such an app, and checks its behaviour so many times."""
    source = app_source(endpoints)
    files = {
        "lesson.toml": RUBRIC,
        "assignment.md": "# Generated\n",
        "contract.json": json.dumps(_document(source)),
        "checks/test_things.py": CHECKS.format(checks=checks),
        "solution/main.py": source,
    }
    for name, text in files.items():
        path = specs / LESSON / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def write_hand_ins(folder: Path, endpoints: int, count: int) -> None:
    """Write so many right hand-ins, no two of them equal."""
    for number in range(count):
        place = folder / f"student{number:05}"
        place.mkdir(parents=True)
        source = f"{app_source(endpoints)}\n# {place.name}\n"
        (place / "main.py").write_text(source, encoding="utf-8")


def _document(source: str) -> Any:
    known: dict[str, Any] = {"__name__": LESSON}
    exec(source, known)  # ours, from above
    return known["app"].openapi()
