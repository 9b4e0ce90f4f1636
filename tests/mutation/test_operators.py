from __future__ import annotations

import difflib
import re
from pathlib import Path

import pytest

from grader.mutation import MISCONCEPTIONS, Generated, generate
from grader.mutation.operators import OPERATORS

SAMPLE = (Path(__file__).parent / "sample.txt").read_text()
RAISED = 'raise HTTPException(404, detail="No such item", headers={"X-Error": "missing"})'
LIMIT = "limit: int = Query(10, le=100),"
NAME = "name: str = Field(min_length=2, max_length=20)"
READ = '@app.get("/items/{item_id}", response_model=Item, response_model_exclude_unset=True)'
CREATE = "async def create_item(item: Item, tasks: BackgroundTasks, response: Response) -> Item:"
MODEL_CONFIG = 'model_config = ConfigDict(extra="forbid", from_attributes=True)'
USER = (
    "item_id: Annotated[int, Path(ge=1)], _: str = Depends(check), "
    'user: str = Security(oauth2, scopes=["me"])'
)
GUARD = f"if item_id not in store:\n{RAISED}"
CHECK = 'def check(token: Annotated[str | None, Cookie(alias="session-token")] = None):'
ANSWER = 'return Response(q, media_type="text/html", background=None)'
EXACT = "if limit < 5 and exact:"
FOUND = "return [item for item in store if item.stock][:limit]"
ROUTER = 'router = APIRouter(prefix="/shop", dependencies=[Depends(check)])'

# operator, the lines of the sample that change, the lines that take their place
CASES = [
    ("blocking-sleep", "await asyncio.sleep(1)", "import time\ntime.sleep(1)"),
    ("call-task-directly", "tasks.add_task(notify, item.name)", "await notify(item.name)"),
    ("change-cookie-key", '"session_id",', '"sessionId",'),
    ("change-cookie-value", '"abc",', '"abcother",'),
    ("change-default", LIMIT, "limit: int = Query(11, le=100),"),
    ("change-default", "stock: int = 7", "stock: int = 8"),
    ("change-max-age", "max_age=60,", "max_age=61,"),
    ("change-number", 'return {"item": item, "count": 1}', 'return {"item": item, "count": 2}'),
    ("change-samesite", 'samesite="strict",', 'samesite="lax",'),
    ("change-status", RAISED, RAISED.replace("404", "400")),
    ("change-status", "response.status_code = status.HTTP_200_OK", "response.status_code = 201"),
    ("change-text", RAISED, RAISED.replace("No such item", "something else")),
    ("change-trailing-slash", '@app.post("/login")', '@app.post("/login/")'),
    ("drop-alias", CHECK, CHECK.replace('alias="session-token"', "")),
    (
        "drop-auto-error",
        'oauth2 = OAuth2PasswordBearer(tokenUrl="token", auto_error=False)',
        'oauth2 = OAuth2PasswordBearer(tokenUrl="token")',
    ),
    ("drop-await", "await notify(item.name)", "notify(item.name)"),
    ("drop-background", ANSWER, 'return Response(q, media_type="text/html")'),
    ("drop-background-task", "tasks.add_task(notify, item.name)", ""),
    ("drop-branch", f"{EXACT}\n{ANSWER}", ""),
    ("drop-caching", "@lru_cache", ""),
    ("drop-cleanup", 'print("closed")', ""),
    ("drop-cleanup", 'try:\nyield\nfinally:\nprint("closed")', "yield"),
    ("drop-constraint", NAME, "name: str = Field(max_length=20)"),
    ("drop-constraint", NAME, "name: str = Field(min_length=2)"),
    (
        "drop-convert-underscores",
        "x_token: str = Header(convert_underscores=False),",
        "x_token: str = Header(),",
    ),
    ("drop-cookie-scope", 'path="/",', ""),
    ("drop-dependencies", ROUTER, 'router = APIRouter(prefix="/shop")'),
    ("drop-dependency", USER, USER.replace(" _: str = Depends(check),", "")),
    ("drop-detail", RAISED, RAISED.replace(' detail="No such item",', "")),
    ("drop-documentation", '@app.get("/items/me", summary="Mine")', '@app.get("/items/me")'),
    (
        "drop-dump-option",
        "store[item.name] = item.model_dump(exclude_unset=True)",
        "store[item.name] = item.model_dump()",
    ),
    (
        "drop-embed",
        "def put_file(name: str, note: str = Body(embed=True)):",
        "def put_file(name: str, note: str = Body()):",
    ),
    ("drop-event-handler", '@app.on_event("startup")', ""),
    ("drop-exception-handler", "@app.exception_handler(KeyError)", ""),
    ("drop-exception-translation", "raise HTTPException(status_code=409)", "raise"),
    ("drop-extra-forbid", MODEL_CONFIG, "model_config = ConfigDict(from_attributes=True)"),
    ("drop-f-prefix", 'return f"user {store}"', 'return "user {store}"'),
    ("drop-filter", FOUND, "return [item for item in store][:limit]"),
    ("drop-guard", GUARD, ""),
    ("drop-header-assignment", 'response.headers["X-Total"] = "1"', ""),
    ("drop-headers", RAISED, RAISED.replace(', headers={"X-Error": "missing"}', "")),
    ("drop-httponly", "httponly=True,", ""),
    ("drop-include-router", "app.include_router(router)", ""),
    ("drop-key", 'return {"item": item, "count": 1}', 'return {"count": 1}'),
    ("drop-lifespan", "app = FastAPI(lifespan=lifespan)", "app = FastAPI()"),
    ("drop-marker", "x_token: str = Header(convert_underscores=False),", "x_token: str,"),
    ("drop-marker", CHECK, "def check(token: str | None = None):"),
    ("drop-max-age", "max_age=60,", ""),
    ("drop-media-type", ANSWER, "return Response(q, background=None)"),
    ("drop-middleware", '@app.middleware("http")', ""),
    ("drop-middleware", 'app.add_middleware(CORSMiddleware, allow_origins=["*"])', ""),
    (
        "drop-middleware-option",
        'app.add_middleware(CORSMiddleware, allow_origins=["*"])',
        "app.add_middleware(CORSMiddleware)",
    ),
    ("drop-model-config", MODEL_CONFIG, 'model_config = ConfigDict(extra="forbid")'),
    ("drop-mount", 'app.mount("/static", StaticFiles(directory="static"))', ""),
    ("drop-path-converter", '@app.put("/files/{name:path}")', '@app.put("/files/{name}")'),
    ("drop-prefix", ROUTER, "router = APIRouter(dependencies=[Depends(check)])"),
    ("drop-response-class", '@app.get("/search", response_class=HTMLResponse)', '@app.get("/search")'),
    ("drop-response-model", READ, READ.replace(" response_model=Item,", "")),
    ("drop-response-model", CREATE, CREATE.replace(" -> Item", "")),
    ("drop-response-model-option", READ, READ.replace(", response_model_exclude_unset=True", "")),
    ("drop-response-status", "return JSONResponse({}, status_code=202)", "return JSONResponse({})"),
    ("drop-route", 'app.add_api_route("/extra", read_me)', ""),
    ("drop-samesite", 'samesite="strict",', ""),
    ("drop-scopes", USER, USER.replace(', scopes=["me"]', "")),
    ("drop-secure", "secure=True,", ""),
    ("drop-serializer", "@computed_field\ndef total(self) -> float:\nreturn self.price * 2", ""),
    (
        "drop-set-cookie",
        'response.set_cookie(\n"session_id",\n"abc",\nmax_age=60,\npath="/",\nsecure=True,\nhttponly=True,\nsamesite="strict",\n)',
        "pass",
    ),
    ("drop-slice", FOUND, "return [item for item in store if item.stock]"),
    ("drop-state-change", "store[item.name] = item.model_dump(exclude_unset=True)", ""),
    ("drop-state-change", "store.clear()", "pass"),
    ("drop-status-assignment", "response.status_code = status.HTTP_200_OK", ""),
    ("drop-status-code", '@app.post("/items", status_code=status.HTTP_201_CREATED)', '@app.post("/items")'),
    ("drop-validator", '@field_validator("name")\ndef strip(cls, value):\nreturn value.strip()', ""),
    ("drop-validator", "even: Annotated[int, AfterValidator(check)] = 2,", "even: int = 2,"),
    ("loosen-bound", LIMIT, "limit: int = Query(10, le=101),"),
    ("make-async", "def login(response: Response):", "async def login(response: Response):"),
    ("make-optional", "q: str,", "q: str | None = None,"),
    (
        "make-optional",
        CREATE,
        CREATE.replace("item: Item, ", "").replace(") ->", ", item: Item | None = None) ->"),
    ),
    (
        "make-optional",
        'price: float = Field(gt=0, description="In euros")',
        'price: float | None = Field(None, gt=0, description="In euros")',
    ),
    ("make-optional", "y: int", "y: int | None = None"),
    ("make-plain", "async def forget():", "def forget():"),
    ("make-required", LIMIT, "limit: int = Query(le=100),"),
    ("make-required", "stock: int = 7", "stock: int"),
    ("negate-condition", "if item_id not in store:", "if item_id in store:"),
    ("negate-condition", EXACT, "if not (limit < 5 and exact):"),
    ("negate-condition", FOUND, FOUND.replace("if item.stock", "if not item.stock")),
    ("rename-alias", CHECK, CHECK.replace("session-token", "session_token")),
    ("rename-field", "colour: Colour", "colours: Colour"),
    ("rename-header", 'response.headers["X-Total"] = "1"', 'response.headers["X_Total"] = "1"'),
    ("rename-key", 'return {"debug": 1}', 'return {"debugs": 1}'),
    ("rename-parameter", f"q: str,\n{ANSWER}", f"qs: str,\n{ANSWER.replace('(q', '(qs')}"),
    ("rename-path", '@app.post("/login")', '@app.post("/logins")'),
    ("rename-path", ROUTER, ROUTER.replace("/shop", "/shops")),
    ("rename-path-parameter", READ, READ.replace("{item_id}", "{itemId}")),
    ("return-error-body", RAISED, 'return {"detail": "No such item"}'),
    ("return-instead-of-raise", RAISED, RAISED.replace("raise", "return")),
    ("return-status-tuple", RAISED, 'return {"detail": "No such item"}, 404'),
    ("shift-comparison", EXACT, "if limit <= 5 and exact:"),
    ("swap-and-or", EXACT, "if limit < 5 or exact:"),
    ("swap-boolean", "exact: bool = True,", "exact: bool = False,"),
    ("swap-bound", LIMIT, "limit: int = Query(10, lt=100),"),
    ("swap-method", '@app.post("/login")', '@app.put("/login")'),
    ("tighten-bound", NAME, "name: str = Field(min_length=2, max_length=19)"),
    ("weaken-type", "colour: Colour", "colour: str"),
    ("weaken-type", CREATE, CREATE.replace("item: Item", "item: dict")),
    ("weaken-type", 'kind: Literal["a", "b"] = "a",', 'kind: str = "a",'),
    ("weaken-type", USER, USER.replace("int", "float")),
    ("weaken-type", "mail: EmailStr | None = None", "mail: str | None = None"),
]


@pytest.fixture(scope="module")
def mutants(tmp_path_factory: pytest.TempPathFactory) -> tuple[Generated, ...]:
    solution = tmp_path_factory.mktemp("solution")
    (solution / "main.py").write_text(SAMPLE)
    return generate(solution)


def changed_lines(mutant: Generated) -> tuple[str, str]:
    """Return the lines that go and those that come, without indentation and empty lines."""
    steps = list(difflib.ndiff(SAMPLE.splitlines(), mutant.source.splitlines()))
    gone, come = (
        "\n".join(step[2:].strip() for step in steps if step[0] == sign and step[2:].strip()) for sign in "-+"
    )
    return gone, come


@pytest.mark.parametrize(("operator", "before", "after"), CASES)
def test_operator(mutants: tuple[Generated, ...], operator: str, before: str, after: str) -> None:
    found = {changed_lines(mutant): mutant for mutant in mutants if mutant.operator == operator}
    assert (before, after) in found
    assert SAMPLE.splitlines()[found[before, after].line - 1].strip() in before


def test_swapped_routes(mutants: tuple[Generated, ...]) -> None:
    (swapped,) = (mutant for mutant in mutants if mutant.operator == "swap-routes")
    assert swapped.id == "swap-routes-read-me-read-item"
    assert swapped.source.index("def read_item") < swapped.source.index("def read_me")
    assert sorted(swapped.source.splitlines()) == sorted(SAMPLE.splitlines())


def test_every_operator_is_tried_and_explained() -> None:
    names = {operator.name for operator in OPERATORS}
    assert names == {operator for operator, _, _ in CASES} | {"swap-routes"}
    assert names == set(MISCONCEPTIONS)
    for text in MISCONCEPTIONS.values():
        assert 2 <= len(re.findall(r"[.?!](?= |$)", text)) <= 4


def test_what_must_stay(mutants: tuple[Generated, ...]) -> None:
    """Docstrings, imports, aliases for typing and the main guard are no part of the API."""
    lines = SAMPLE.splitlines()
    untouched = [
        lines.index(start) + 1 for start in lines if start.startswith(("import", "from", '"""', "Size"))
    ]
    untouched += [
        number for number, line in enumerate(lines, 1) if number >= lines.index('if __name__ == "__main__":')
    ]
    assert len(untouched) > 10
    assert not [mutant for mutant in mutants if mutant.line in untouched]
