"""The checks that are drafted from what a solution answers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.drafting.checkmodule import check_module
from grader.drafting.running import Solution
from grader.drafting.survey import Survey, survey

SHOP = """
from typing import Annotated

from fastapi import Depends, FastAPI, Header, HTTPException, Response, UploadFile
from fastapi.security import HTTPBearer
from pydantic import BaseModel, Field, field_validator

app = FastAPI()
things, orders = {}, {}


class Thing(BaseModel):
    name: str = Field(min_length=2)
    price: float = 1.5


class Order(BaseModel):
    thing_id: int
    size: int = Field(ge=1, le=4)


class Odd(BaseModel):
    code: str

    @field_validator("code")
    @classmethod
    def check(cls, value: str) -> str:
        if sum(map(ord, value)) != 12345:
            raise ValueError("not that code")
        return value


@app.post("/things", status_code=201)
async def make_thing(thing: Thing):
    if any(known["name"] == thing.name for known in things.values()):
        raise HTTPException(409, "known")
    number = len(things) + 1
    things[number] = {"id": number, **thing.model_dump()}
    return things[number]


@app.put("/things/{thing_id}")
def change_thing(thing_id: int, thing: Thing):
    things[thing_id].update(thing.model_dump())
    return things[thing_id]


@app.get("/things/{thing_id}")
def read_thing(thing_id: int):
    if thing_id not in things:
        raise HTTPException(404, f"no {thing_id}")
    return things[thing_id]


@app.post("/orders")
def place(order: Order):
    if order.thing_id not in things:
        raise HTTPException(404, "no such thing")
    orders[len(orders)] = order
    return {"order": len(orders), "total": things[order.thing_id]["price"] * order.size}


@app.get("/secret")
def secret(x_token: Annotated[str, Header()]):
    if x_token != "open-sesame":
        raise HTTPException(403, "no")
    return {"secret": 42}


@app.get("/bearer")
def bearer(found=Depends(HTTPBearer())):
    return {"token": found.credentials}


@app.post("/odd")
def odd(body: Odd):
    return body


@app.post("/upload")
def upload(file: UploadFile):
    return file.filename


@app.get("/broken")
def broken():
    raise RuntimeError("always")


@app.options("/things")
def options():
    return Response()
"""


@pytest.fixture(scope="module")
def surveyed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Survey]:
    folder = tmp_path_factory.mktemp("solution")
    (folder / "main.py").write_text(SHOP)
    with Solution(folder, Path("mine")) as app:
        yield survey(app, folder)


@pytest.fixture(scope="module")
def module(surveyed: Survey) -> str:
    checks = [check for subject in surveyed.subjects for check in subject.checks]
    return check_module(checks, surveyed.explored.kitchen, surveyed.id_types)


DRAFTED = {
    "a helper that makes a thing": 'client.post("/things", json={"name": f"{word} name", "price": 3.5})',
    "an id is never assumed": 'expect.body(response, {"id": int, "name": "amber name", "price": 3.5})',
    "defaults": 'expect.body(response, {"id": int, "name": "birch name", "price": 1.5})',
    "the same once more": "def test_make_thing_again(client):",
    "the returned id is used": "response = client.get(f\"/things/{thing['id']}\")",
    "a change that shows": ' name", "price": 5.5}',
    "nobody has this id": 'expect.body(response, {"detail": f"no {NOBODY}"})',
    "what a body refers to is made first": 'json={"thing_id": thing["id"], "size": 3}',
    "what it refers to is missing": 'json={"thing_id": NOBODY, "size": 3}',
    "a key from the source": 'client.get("/secret", headers={"x-token": "open-sesame"})',
    "without it": "def test_secret_refused(client):",
    "credentials of a scheme": 'client.get("/bearer", headers={"authorization": "Bearer ',
    "what is always refused": "expect.refused(response)",
}


@pytest.mark.parametrize("code", DRAFTED.values(), ids=DRAFTED)
def test_drafted(module: str, code: str) -> None:
    assert code in module


def test_module_compiles_and_has_no_check_twice(module: str) -> None:
    compile(module, "test_x.py", "exec")
    names = [line for line in module.splitlines() if line.startswith("def test_")]
    assert len(names) == len(set(names))
    assert all(len(line) <= 110 for line in module.splitlines())


def test_what_cannot_be_drafted_is_named(surveyed: Survey) -> None:
    assert surveyed.undrafted.keys() == {"POST /upload", "GET /broken", "OPTIONS /things"}
    assert "multipart/form-data" in surveyed.undrafted["POST /upload"]
    not_accepted = {s.operation.label for s in surveyed.subjects} - surveyed.explored.accepted
    assert not_accepted == {"POST /odd"}
