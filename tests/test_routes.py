"""Which line of the source text answers a request."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.discovery.routematch import match_route
from grader.discovery.routes import ANY, LONGEST, MOST_FRONTS, MOST_ROUTES, Route, find_routes
from grader.discovery.sources import Sources

FILES = {
    "main.py": """\
from fastapi import APIRouter, FastAPI
from routers import users
from routers.items import router as items_router
from settings import PREFIX

app = FastAPI()
inner = APIRouter(prefix="/inner")
hidden = APIRouter()

@app.get("/")
def home(): ...

@inner.get("/deep/{rest:path}")
def deep(rest): ...

def added(): ...

app.include_router(inner, prefix="/more")
app.include_router(users.router, prefix="/api")
app.include_router(items_router)
app.include_router(hidden, prefix=PREFIX)
app.add_api_route("/added", added, methods=["PUT", "PATCH"])

@hidden.post("/secret")
async def secret(): ...

@app.api_route("/both", methods=["GET", "POST"])
def both(): ...
""",
    "routers/users.py": """\
from fastapi import APIRouter
router = APIRouter(prefix="/users")

@router.get("/{user_id}")
def read(user_id): ...

@router.get("/me")
def me(): ...

@router.post("/")
def create(): ...
""",
    "routers/items.py": """\
import fastapi
router = fastapi.APIRouter(prefix="/items")

@router.get("/{item_id}")
def read(item_id): ...
""",
    "broken.py": "def",
}


@pytest.fixture
def routes(tmp_path: Path) -> tuple[Route, ...]:
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    return find_routes(Sources(tmp_path))


@pytest.mark.parametrize(
    ("request_line", "place"),
    [
        ("GET /", "main.py:11"),
        ("GET /?page=2", "main.py:11"),
        ("HEAD /", "main.py:11"),
        ("GET /api/users/7", "routers/users.py:5"),
        ("GET /api/users/me", "routers/users.py:8"),  # the one that was meant
        ("GET /api/users/{user_id}", "routers/users.py:5"),  # an operation of the document
        ("POST /api/users", "routers/users.py:11"),
        ("DELETE /api/users/7", "routers/users.py:5"),  # no such method: where one could be
        ("GET /users/7", ""),  # not where it is served
        ("GET /items/7", "routers/items.py:5"),
        ("GET /more/inner/deep/a/b/c", "main.py:14"),
        ("PATCH /added", "main.py:16"),
        ("POST /v1/secret", "main.py:25"),  # the prefix is a setting
        ("POST /both", "main.py:28"),
        ("GET /nowhere", ""),
        ("GET /items/7/8", ""),
        ("GET /it%2Fems/7", ""),
    ],
)
def test_a_request_is_traced_to_its_function(
    routes: tuple[Route, ...], request_line: str, place: str
) -> None:
    found = match_route(routes, *request_line.split(" "))
    assert (f"{found.file}:{found.line}" if found else "") == place


def test_open_paths_that_fit_alike_say_nothing() -> None:
    one = Route(("GET",), ("*/items",), "a.py", 1)
    assert match_route([one], "GET", "/v1/items") == one
    assert match_route([one, Route(("GET",), ("*/items",), "b.py", 1)], "GET", "/v1/items") is None


def include(parent: str, child: str, times: int) -> list[str]:
    return [f"{parent}.include_router({child}, prefix='/{number}')" for number in range(times)]


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "lines",
    [
        ["a.include_router(a)"] * 500,
        include("a", "a", 500) + include("a", "b", 300) + include("b", "a", 300),
        [line for level in range(20) for line in include(f"r{level}", f"r{level - 1}" if level else "a", 50)],
        include("other", "another", 5_000) + ["@a.get('/leaf')", "def one(): ..."] * 5_000,
        [f"long = APIRouter(prefix='/{'long' * 50_000}')", "long.include_router(a)"],
    ],
    ids=["itself", "each other", "more ways than can be counted", "many", "long"],
)
def test_source_that_is_made_to_take_long(tmp_path: Path, lines: list[str]) -> None:
    text = ["a = APIRouter()", "@a.get('/leaf')", "def leaf(): ...", *lines]
    (tmp_path / "main.py").write_text("\n".join(text))
    routes = find_routes(Sources(tmp_path))
    assert 1 <= len(routes) <= MOST_ROUTES
    for route in routes:
        assert 1 <= len(route.paths) <= MOST_FRONTS
        assert all(len(path) <= LONGEST and (path == ANY or path.endswith("/leaf")) for path in route.paths)
