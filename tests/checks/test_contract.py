"""The contract check against documents that FastAPI itself makes: right in many styles, wrong in known ways."""

import copy
import dataclasses
import enum
import inspect
import time
from collections.abc import Callable
from decimal import Decimal
from typing import Annotated, Any, Literal, Optional

import pytest
from fastapi import APIRouter, Body, Cookie, Depends, FastAPI, File, Form, Header, Path, Query, UploadFile
from fastapi.responses import HTMLResponse
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, Field

from grader.checks.contract import compare, fit
from grader.checks.openapi import MAX_OPERATIONS, operations

Define = Callable[[FastAPI], None]
Json = dict[str, Any]


class Size(str, enum.Enum):
    S = "s"
    L = "l"


class Address(BaseModel):
    city: str
    country: str = "UK"


class ItemIn(BaseModel):
    name: str = Field(min_length=2, max_length=100)
    price: float = Field(ge=0)
    tags: list[str] = []
    address: Optional[Address] = None


class ItemOut(BaseModel):
    id: int
    name: str
    note: str | None = None


class Leaky(ItemOut):
    password: str


@dataclasses.dataclass
class ItemData:
    name: Annotated[str, Field(min_length=2, max_length=100)]
    price: Annotated[float, Field(ge=0)]
    tags: list[str] = dataclasses.field(default_factory=list)
    address: Address | None = None
    more: int = 0


def document(define: Define, **settings: Any) -> Json:
    app = FastAPI(**settings)
    define(app)
    return app.openapi()


def contract(define: Define) -> Json:
    """The document of a reference solution, trimmed as a lesson's contract is."""
    trimmed = document(define)
    for item in trimmed["paths"].values():
        for operation in item.values():
            del operation["summary"], operation["operationId"]
    return trimmed


def reference(app: FastAPI) -> None:
    @app.get("/items")
    def read(limit: int = Query(10, ge=1, le=100), active: bool = True, q: str | None = None) -> list[ItemOut]:
        raise NotImplementedError

    @app.get("/items/{item_id}", responses={404: {"description": "No such item"}})
    def read_one(item_id: int = Path(gt=0), x_token: str | None = Header(None)) -> ItemOut:
        raise NotImplementedError

    @app.post("/items", status_code=201)
    def create(item: ItemIn, size: Size = Size.S) -> ItemOut:
        raise NotImplementedError

    @app.delete("/items/{item_id}", status_code=204)
    def delete(item_id: int) -> None:
        raise NotImplementedError


CONTRACT = contract(reference)


def in_other_words(app: FastAPI) -> None:
    """Routers, Annotated, dataclass, response_model, Literal, dependencies, and more than was asked."""
    router = APIRouter(prefix="/items", tags=["shop"])

    def page(limit: Annotated[int, Query(gt=0, lt=101, title="How many")] = 10) -> int:
        return limit

    @router.get("", response_model=list[ItemOut], summary="All of them")
    async def every_item(
        limit: Annotated[int, Depends(page)],
        active: Annotated[bool, Query(description="?")] = True,
        q: Annotated[Optional[str], Query()] = None,
        extra: int = 3,
    ) -> Any: ...

    @router.get("/{id}", response_model=ItemOut, responses={404: {"description": "No such item"}, 418: {}})
    async def one(id: Annotated[int, Path(ge=1)], x_token: Annotated[str, Header()] = "") -> Any: ...

    @router.post("", response_model=ItemOut, status_code=201)
    async def new(item: ItemData, size: Literal["l", "s"] = "s") -> Any: ...

    @router.delete("/{which}", status_code=204)
    async def gone(which: int) -> None: ...

    @app.get("/health")
    def health(needed: str) -> None: ...

    app.include_router(router)


def downgraded(node: Any) -> Any:
    """Write an OpenAPI 3.1 document as 3.0 does: nullable, boolean exclusive bounds, allOf around $ref."""
    if isinstance(node, list):
        return [downgraded(each) for each in node]
    if not isinstance(node, dict):
        return node
    node = {key: downgraded(value) for key, value in node.items()}
    options = node.get("anyOf", [])
    if {"type": "null"} in options:
        rest = [option for option in options if option != {"type": "null"}]
        node = {key: value for key, value in node.items() if key != "anyOf"} | {"nullable": True}
        node |= {"allOf": rest} if "$ref" in rest[0] else rest[0]
    if "exclusiveMinimum" in node:
        node |= {"minimum": node["exclusiveMinimum"], "exclusiveMinimum": True}
    if "$ref" in node and len(node) > 1:
        node = {key: value for key, value in node.items() if key != "$ref"} | {"allOf": [{"$ref": node["$ref"]}]}
    return node


@pytest.mark.parametrize(
    "given_document",
    [
        pytest.param(document(reference), id="itself"),
        pytest.param(document(in_other_words, title="My shop"), id="in-other-words"),
        pytest.param(downgraded(document(reference)), id="openapi-3.0"),
        pytest.param(downgraded(document(in_other_words)), id="openapi-3.0-in-other-words"),
        pytest.param(document(reference, separate_input_output_schemas=False), id="one-schema"),
    ],
)
def test_correct_documents_have_no_finding(given_document: Json) -> None:
    assert compare(CONTRACT, given_document) == ()
    assert compare(downgraded(CONTRACT), given_document) == ()


def wants_query(app: FastAPI) -> None:
    @app.get("/items")
    def read(limit: int = Query(10, ge=1), tags: list[str] = Query([])) -> None: ...


def wants_header(app: FastAPI) -> None:
    @app.get("/items")
    def read(x_token: str | None = Header(None), session_id: str | None = Cookie(None)) -> None: ...


def wants_required(app: FastAPI) -> None:
    @app.get("/search")
    def search(q: str = Query(min_length=3, max_length=50), name: str | None = None) -> None: ...


def wants_path(app: FastAPI) -> None:
    @app.get("/items/{item_id}")
    def read(item_id: int = Path(ge=1, le=9999, title="Item ID", description="Which one")) -> None: ...


def wants_enum(app: FastAPI) -> None:
    @app.get("/models/{model}")
    def read(model: Literal["alexnet", "resnet"]) -> None: ...


def wants_item(app: FastAPI) -> None:
    @app.post("/items", status_code=201)
    def create(item: ItemIn) -> ItemOut:
        raise NotImplementedError


def wants_form(app: FastAPI) -> None:
    @app.post("/login")
    def login(username: str = Form(), password: str = Form()) -> None: ...


def wants_upload(app: FastAPI) -> None:
    @app.post("/upload")
    def upload(files: list[UploadFile], title: str = Form()) -> None: ...


def wants_html(app: FastAPI) -> None:
    @app.get("/html", response_class=HTMLResponse)
    def html() -> str:
        raise NotImplementedError


def wants_docs(app: FastAPI) -> None:
    @app.post("/products", tags=["products"], description="Adds one.", response_description="The product")
    def create() -> None: ...


def route(method: str, path: str, handler: Callable[..., Any], **options: Any) -> Define:
    """Define one route; keeps each wrong submission to a line."""
    return lambda app: app.add_api_route(path, handler, methods=[method], **options)


def plain(**arguments: Any) -> Callable[..., Any]:
    """Make a handler with the given annotations: `name=(type, default)` or `name=type`."""
    def handler(**_: Any) -> None: ...

    parameters = [
        inspect.Parameter(
            name,
            inspect.Parameter.KEYWORD_ONLY,
            annotation=value[0] if isinstance(value, tuple) else value,
            default=value[1] if isinstance(value, tuple) else inspect.Parameter.empty,
        )
        for name, value in arguments.items()
    ]
    handler.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    return handler


GOOD_PATH = Path(ge=1, le=9999, title="Item ID", description="Which one")
TEXT = (str, Query(min_length=3, max_length=50))
OPTIONAL = (Optional[str], None)
TAGS = (list[str], Query([]))
MADE = {"status_code": 201, "response_model": ItemOut}
TOKEN = (Optional[str], Header(None))
SESSION = (Optional[str], Cookie(None))
DOCUMENTED = {"tags": ["products"], "description": "Adds one.", "response_description": "The product"}


class Pricey(BaseModel):
    name: str = Field(min_length=2, max_length=100)
    price: int = Field(ge=0)
    tags: list[str] = []


class Bare(BaseModel):
    name: str
    price: float = Field(gt=0)
    tags: list[int] = []
    address: Address
    colour: str


class Wrapped(BaseModel):
    city: str
    country: str


WRONG: list[tuple[str, Define, Define, list[str]]] = [
    (
        "default",
        wants_query,
        route("GET", "/items", plain(limit=(int, Query(20, ge=1)), tags=TAGS)),
        ["GET /items: query parameter `limit` should default to 10; yours defaults to 20."],
    ),
    (
        "no-default",
        wants_query,
        route("GET", "/items", plain(limit=(Optional[int], Query(None, ge=1)), tags=TAGS)),
        ["GET /items: query parameter `limit` should default to 10; yours has no default."],
    ),
    (
        "required",
        wants_query,
        route("GET", "/items", plain(limit=(int, Query(ge=1)), tags=TAGS)),
        [
            "GET /items: query parameter `limit` should be optional; yours is required: "
            "give it a default value."
        ],
    ),
    (
        "type",
        wants_query,
        route("GET", "/items", plain(limit=(str, "10"), tags=TAGS)),
        ["GET /items: query parameter `limit` should be an integer; yours is a string."],
    ),
    (
        "union",
        wants_query,
        route("GET", "/items", plain(limit=(int | str, 10), tags=TAGS)),
        ["GET /items: query parameter `limit` should be an integer; yours is an integer or a string."],
    ),
    (
        "no-bound",
        wants_query,
        route("GET", "/items", plain(limit=(int, 10), tags=TAGS)),
        ["GET /items: query parameter `limit` should be at least 1; yours has no such limit: add ge=1."],
    ),
    (
        "other-bound",
        wants_query,
        route("GET", "/items", plain(limit=(int, Query(10, gt=1)), tags=TAGS)),
        ["GET /items: query parameter `limit` should be at least 1; yours must be at least 2."],
    ),
    (
        "element",
        wants_query,
        route("GET", "/items", plain(limit=(int, Query(10, ge=1)), tags=(list[int], Query([])))),
        ["GET /items: each element of query parameter `tags` should be a string; yours is an integer."],
    ),
    (
        "list-without-query",
        wants_query,
        route("GET", "/items", plain(limit=(int, Query(10, ge=1)), tags=(list[str], []))),
        [
            "GET /items: `tags` should be a query parameter; yours is part of the request body: "
            "declare it with Query()."
        ],
    ),
    (
        "list-without-query-required",
        wants_query,
        route("GET", "/items", plain(limit=(int, Query(10, ge=1)), tags=list[str])),
        [
            "GET /items: `tags` should be a query parameter; yours is part of the request body: "
            "declare it with Query()."
        ],
    ),
    (
        "misspelt",
        wants_query,
        route("GET", "/items", plain(limits=(int, Query(ge=1)), tags=TAGS)),
        ["GET /items: query parameter `limit` is missing; yours is called `limits`."],
    ),
    (
        "parameter-missing",
        wants_query,
        route("GET", "/items", plain(tags=TAGS)),
        ["GET /items: query parameter `limit` is missing."],
    ),
    (
        "unasked-required",
        wants_query,
        route("GET", "/items", plain(limit=(int, Query(10, ge=1)), tags=TAGS, page=int)),
        [
            "GET /items: query parameter `page` is required in yours, but the lesson does not ask for it: "
            "give it a default value."
        ],
    ),
    (
        "cookie-in-query",
        wants_header,
        route("GET", "/items", plain(x_token=TOKEN, session_id=OPTIONAL)),
        ["GET /items: `session_id` should be a cookie; yours is a query parameter: declare it with Cookie()."],
    ),
    (
        "header-in-query",
        wants_header,
        route("GET", "/items", plain(x_token=str, session_id=SESSION)),
        ["GET /items: `x-token` should be a header; yours is a query parameter: declare it with Header()."],
    ),
    (
        "header-underscore",
        wants_header,
        route(
            "GET",
            "/items",
            plain(x_token=(Optional[str], Header(None, convert_underscores=False)), session_id=SESSION),
        ),
        ["GET /items: header parameter `x-token` is missing; yours is called `x_token`."],
    ),
    (
        "not-required",
        wants_required,
        route("GET", "/search", plain(q=(str, Query("", min_length=3, max_length=50)), name=OPTIONAL)),
        [
            "GET /search: query parameter `q` should be required; yours is optional: "
            "remove its default value."
        ],
    ),
    (
        "optional-without-default",
        wants_required,
        route("GET", "/search", plain(q=TEXT, name=Optional[str])),
        [
            "GET /search: query parameter `name` should be optional; yours is required: "
            "give it a default value."
        ],
    ),
    (
        "length",
        wants_required,
        route("GET", "/search", plain(q=(str, Query(min_length=2)), name=OPTIONAL)),
        [
            "GET /search: query parameter `q` should have at least 3 characters; "
            "yours must have at least 2 characters.",
            "GET /search: query parameter `q` should have at most 50 characters; "
            "yours has no such limit: add max_length=50.",
        ],
    ),
    (
        "path-untyped",
        wants_path,
        route("GET", "/items/{item_id}", plain(item_id=(Any, GOOD_PATH))),
        ["GET /items/{item_id}: path parameter `item_id` should be an integer; yours has no type hint."],
    ),
    (
        "path-title",
        wants_path,
        route("GET", "/items/{id}", plain(id=(int, Path(ge=1, le=9999, description="Which one")))),
        ["GET /items/{item_id}: path parameter `id` should have the title 'Item ID'; yours has 'Id'."],
    ),
    (
        "path-description",
        wants_path,
        route("GET", "/items/{item_id}", plain(item_id=(int, Path(ge=1, le=9999, title="Item ID")))),
        [
            "GET /items/{item_id}: path parameter `item_id` should have the description 'Which one'; "
            "yours has none."
        ],
    ),
    (
        "placeholder",
        wants_path,
        route("GET", "/items/{id}", plain(item_id=int)),
        [
            "GET /items/{item_id}: the path has `id`, but the function has no parameter of that name."
        ],
    ),
    (
        "enum-missing",
        wants_enum,
        route("GET", "/models/{model}", plain(model=str)),
        [
            "GET /models/{model}: path parameter `model` should allow only 'alexnet' or 'resnet'; "
            "yours allows any value."
        ],
    ),
    (
        "enum-other",
        wants_enum,
        route("GET", "/models/{model}", plain(model=Literal["alexnet", "lenet"])),
        [
            "GET /models/{model}: path parameter `model` should allow only 'alexnet' or 'resnet'; "
            "yours allows 'alexnet' or 'lenet'."
        ],
    ),
    (
        "scalars-are-query",
        wants_item,
        route("POST", "/items", plain(name=str, price=float), **MADE),
        [
            "POST /items: `name` and `price` are query parameters in yours: "
            "a request body needs a Pydantic model."
        ],
    ),
    (
        "untyped-body",
        wants_item,
        route("POST", "/items", plain(item=dict), **MADE),
        [
            "POST /items: the JSON body accepts any object: "
            "write a model with the fields `name`, `price`, `tags` and `address`."
        ],
    ),
    (
        "body-not-declared",
        wants_item,
        route("POST", "/items", plain(), **MADE),
        [
            "POST /items should take a JSON body with `name`, `price`, `tags` and `address`; "
            "yours documents no request body."
        ],
    ),
    (
        "embedded",
        wants_item,
        route("POST", "/items", plain(item=(ItemIn, Body(embed=True))), **MADE),
        ["POST /items: the JSON body is wrapped in `item` in yours: remove Body(embed=True)."],
    ),
    (
        "optional-body",
        wants_item,
        route("POST", "/items", plain(item=(Optional[ItemIn], None)), **MADE),
        ["POST /items: the request body should be required; yours is optional."],
    ),
    (
        "body-as-form",
        wants_item,
        route("POST", "/items", plain(item=(ItemIn, Form())), **MADE),
        ["POST /items should take JSON; yours takes form fields: use a Pydantic model without Form()."],
    ),
    (
        "field-type-and-missing",
        wants_item,
        route("POST", "/items", plain(item=Pricey), **MADE),
        [
            "POST /items: the JSON body has no field `address`.",
            "POST /items: body field `price` should be a number; yours is an integer.",
        ],
    ),
    (
        "field-limits",
        wants_item,
        route("POST", "/items", plain(item=Bare), **MADE),
        [
            "POST /items: body field `name` should have at least 2 characters; "
            "yours has no such limit: add min_length=2.",
            "POST /items: body field `name` should have at most 100 characters; "
            "yours has no such limit: add max_length=100.",
            "POST /items: body field `price` should be at least 0; yours must be greater than 0.",
            "POST /items: each element of body field `tags` should be a string; yours is an integer.",
            "POST /items: body field `address` should be optional; yours is required: "
            "give it a default value.",
            "POST /items: the JSON body requires `colour`, which the lesson does not ask for: "
            "give it a default value.",
        ],
    ),
    (
        "form-as-json",
        wants_form,
        route("POST", "/login", plain(username=(str, Body()), password=(str, Body()))),
        ["POST /login should take form fields; yours takes JSON: declare them with Form()."],
    ),
    (
        "form-as-query",
        wants_form,
        route("POST", "/login", plain(username=str, password=str)),
        [
            "POST /login: `username` and `password` are query parameters in yours: "
            "declare form fields with Form()."
        ],
    ),
    (
        "upload-title-in-query",
        wants_upload,
        route("POST", "/upload", plain(files=list[UploadFile], title=str)),
        ["POST /upload: `title` is a query parameter in yours: declare form fields with Form()."],
    ),
    (
        "upload-one-file",
        wants_upload,
        route("POST", "/upload", plain(files=UploadFile, title=(str, Form()))),
        ["POST /upload: form field `files` should be a list; yours is an uploaded file."],
    ),
    (
        "upload-as-text",
        wants_upload,
        route("POST", "/upload", plain(files=(list[str], Form()), title=(str, Form()))),
        ["POST /upload: each element of form field `files` should be an uploaded file; yours is a string."],
    ),
    (
        "status-code",
        wants_item,
        route("POST", "/items", plain(item=ItemIn), response_model=ItemOut),
        [
            "POST /items should document 201; yours documents 200: "
            "set status_code=201 on the route."
        ],
    ),
    (
        "no-response-model",
        wants_item,
        route("POST", "/items", plain(item=ItemIn), status_code=201, response_model=None),
        [
            "POST /items: the 201 response has no response model: "
            "declare one with response_model= or as the return type."
        ],
    ),
    (
        "dict-response",
        wants_item,
        route("POST", "/items", plain(item=ItemIn), status_code=201, response_model=dict),
        [
            "POST /items: the 201 response is documented as any object: "
            "declare a response model with the fields `id`, `name` and `note`."
        ],
    ),
    (
        "list-response",
        wants_item,
        route("POST", "/items", plain(item=ItemIn), status_code=201, response_model=list[ItemOut]),
        ["POST /items: the 201 response should be an object; yours is a list."],
    ),
    (
        "response-fields",
        wants_item,
        route("POST", "/items", plain(item=ItemIn), status_code=201, response_model=ItemData),
        ["POST /items: the 201 response has no fields `id` and `note`."],
    ),
    (
        "response-class",
        wants_html,
        route("GET", "/html", plain(), response_model=str),
        [
            "GET /html: the 200 response should be text/html; yours is application/json: "
            "set response_class on the route."
        ],
    ),
    (
        "tags-as-text",
        wants_docs,
        route("POST", "/products", plain(), **{**DOCUMENTED, "tags": "products"}),
        [
            "POST /products: the tag should be `products`; yours: `p`, `r`, `o`, `d`, `u` and 3 more: "
            "tags must be a list, tags=['products']."
        ],
    ),
    (
        "description",
        wants_docs,
        route("POST", "/products", plain(), **{**DOCUMENTED, "description": None}),
        ["POST /products: the description should be 'Adds one.'; yours has none."],
    ),
    (
        "response-description",
        wants_docs,
        route("POST", "/products", plain(), tags=["products"], description="Adds  one.\n"),
        [
            "POST /products: the 200 response should have the description 'The product'; "
            "yours has 'Successful Response'."
        ],
    ),
    (
        "method",
        wants_form,
        route("GET", "/login", plain()),
        ["POST /login is missing: `/login` answers GET in yours, not POST."],
    ),
    (
        "final-slash",
        wants_query,
        route("GET", "/items/", plain()),
        [
            "GET /items is missing: yours is `/items/`; "
            "with and without the final slash are two different paths."
        ],
    ),
    (
        "prefix-twice",
        wants_query,
        route("GET", "/items/items", plain()),
        ["GET /items is missing: yours is `/items/items`; the prefix `/items` is there twice."],
    ),
    (
        "unasked-prefix",
        wants_query,
        route("GET", "/api/items", plain()),
        ["GET /items is missing: yours is `/api/items`; remove the prefix `/api`."],
    ),
    (
        "no-prefix",
        wants_path,
        route("GET", "/{item_id}", plain(item_id=int)),
        ["GET /items/{item_id} is missing: yours is `/{item_id}`; its router needs the prefix `/items`."],
    ),
    (
        "singular",
        wants_path,
        route("GET", "/item/{id}", plain(id=int)),
        ["GET /items/{item_id} is missing: yours has `/item/{id}`; did you mean `/items/{item_id}`?"],
    ),
    ("missing", wants_path, route("GET", "/", plain()), ["GET /items/{item_id} is missing."]),
]


@pytest.mark.parametrize(("wanted", "wrong", "messages"), [pytest.param(*r[1:], id=r[0]) for r in WRONG])
def test_wrong_documents_have_the_one_finding(wanted: Define, wrong: Define, messages: list[str]) -> None:
    asked = contract(wanted)
    assert [finding.message for finding in compare(asked, document(wrong))] == messages
    assert compare(asked, document(wanted)) == ()


def leaky(app: FastAPI) -> None:
    @app.post("/items", status_code=201)
    def create(item: ItemIn) -> Leaky:
        raise NotImplementedError


def test_a_strict_response_may_hold_nothing_else() -> None:
    asked = contract(wants_item)
    assert compare(asked, document(leaky)) == ()
    asked["components"]["schemas"]["ItemOut"]["additionalProperties"] = False
    assert [finding.message for finding in compare(asked, document(leaky))] == [
        "POST /items: the 201 response also holds `password`, which must not be in it: "
        "leave it out of the response model."
    ]


class Cat(BaseModel):
    kind: Literal["cat"]
    lives: int


class Dog(BaseModel):
    kind: Literal["dog"]
    tricks: list[str]


class Loud(Dog):
    tricks: list[int]  # type: ignore[assignment]


@pytest.mark.parametrize(
    ("yours", "messages"),
    [
        (Dog | Cat, []),
        (Annotated[Cat | Dog, Field(discriminator="kind")], []),
        (
            Cat | Loud,
            ["POST /pets: each element of body field `tricks` should be a string; yours is an integer."],
        ),
    ],
)
def test_each_branch_of_a_union_finds_its_like(yours: Any, messages: list[str]) -> None:
    asked = contract(route("POST", "/pets", plain(pet=(Cat | Dog, Body()))))
    found = compare(asked, document(route("POST", "/pets", plain(pet=(yours, Body())))))
    assert [finding.message for finding in found] == messages


class DecimalItem(BaseModel):
    price: Decimal = Field(ge=0)
    tags: list[str] = Field(default_factory=list)


class FloatItem(BaseModel):
    price: float = Field(ge=0)
    tags: list[str] = []


@pytest.mark.parametrize(
    ("wanted", "yours"),
    [
        (plain(item=FloatItem), plain(item=DecimalItem)),
        (plain(item=FloatItem, user=Address), plain(user=Address, item=(FloatItem, Body()))),
        (plain(f=UploadFile), plain(f=(bytes, File()))),
        (plain(name=(str, Form())), plain(name=(str, Form()), photo=(Optional[UploadFile], None))),
        (plain(city=(str, Form())), plain(form=(Address, Form()))),
        (plain(city=str, country="UK"), plain(query=(Address, Query()))),
        (plain(token=(str, Header(alias="X-Token"))), plain(x_token=(str, Header()))),
    ],
)
def test_other_ways_to_say_the_same(wanted: Callable[..., Any], yours: Callable[..., Any]) -> None:
    assert compare(contract(route("POST", "/x", wanted)), document(route("POST", "/x", yours))) == ()


def test_info_is_compared_where_the_contract_states_it() -> None:
    given_document = document(wants_query, title="My Api", version="2")
    assert compare(contract(wants_query), given_document) == ()
    asked = contract(wants_query) | {"info": {"title": "My API", "version": "2", "description": "Sells."}}
    assert [(finding.aspect, finding.message) for finding in compare(asked, given_document)] == [
        ("info", "The app's title should be 'My API'; yours is 'My Api': write FastAPI(title=...)."),
        ("info", "The app's description should be 'Sells.'; yours has none: write FastAPI(description=...)."),
    ]


def test_findings_follow_the_contract() -> None:
    found = compare(CONTRACT, document(route("POST", "/items", plain(size=str))))
    assert [(finding.operation, finding.aspect) for finding in found] == [
        ("GET /items", "operations"),
        ("POST /items", "parameters"),
        ("POST /items", "body"),
        ("POST /items", "responses"),
        ("GET /items/{item_id}", "operations"),
        ("DELETE /items/{item_id}", "operations"),
    ]


def test_fit_ranks_lessons() -> None:
    own, extra, other = document(reference), document(in_other_words), document(wants_path)
    assert fit(CONTRACT, own) == 1.0
    assert 0.9 < fit(CONTRACT, extra) < 1.0
    assert fit(CONTRACT, extra) > fit(CONTRACT, other) > fit(CONTRACT, document(wants_form)) == 0.0
    assert 0.0 < fit(CONTRACT, document(route("GET", "/items/", plain()))) < fit(CONTRACT, other)
    assert fit({}, own) == fit(CONTRACT, []) == 0.0


WORDS = st.sampled_from(
    ["paths", "/items", "get", "post", "parameters", "name", "in", "query", "path", "schema", "$ref", "#/paths"]
    + ["requestBody", "content", "application/json", "responses", "200", "type", "integer", "object", "anyOf"]
    + ["allOf", "properties", "items", "required", "enum", "const", "minimum", "exclusiveMinimum", "default"]
)
SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | WORDS | st.text(max_size=5)
ANY_JSON = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS | st.text(max_size=3), inner, max_size=4),
    max_leaves=12,
)


def spots(node: Any) -> list[tuple[Any, Any]]:
    """Return (container, key) of every value in a document."""
    keys = node.keys() if isinstance(node, dict) else range(len(node)) if isinstance(node, list) else ()
    return [spot for key in keys for spot in [(node, key), *spots(node[key])]]


@settings(max_examples=300, deadline=None, derandomize=True, database=None)
@given(st.data(), ANY_JSON)
def test_no_document_raises(data: st.DataObject, value: Any) -> None:
    assert compare(CONTRACT, value)
    spoilt = copy.deepcopy(document(reference))
    container, key = data.draw(st.sampled_from(spots(spoilt)))
    container[key] = value
    for asked, yours in ((CONTRACT, spoilt), (spoilt, CONTRACT), (spoilt, spoilt)):
        assert compare(asked, yours) == compare(asked, yours)
        assert 0.0 <= fit(asked, yours) <= 1.0


def nested(step: Callable[[Any], Any], depth: int = 10_000) -> Any:
    node: Any = {"type": "integer"}
    for _ in range(depth):
        node = step(node)
    return node


HOSTILE_SCHEMAS = {
    "deep-anyOf": nested(lambda node: {"anyOf": [node]}),
    "deep-allOf": nested(lambda node: {"allOf": [node]}),
    "deep-items": nested(lambda node: {"type": "array", "items": node}),
    "deep-default": {"type": "integer", "default": nested(lambda node: [node])},
    "deep-enum": {"enum": nested(lambda node: [node])},
    "cycle": {"$ref": "#/components/schemas/Loop"},
    "cycle-in-union": {"$ref": "#/components/schemas/Tree"},
    "remote": {"$ref": "https://example.org/schema.json"},
    "pointer": {"$ref": "#" + "/~1" * 100_000},
    "many-properties": {"properties": {str(i): {} for i in range(200_000)}, "required": ["0"] * 200_000},
    "many-branches": {"anyOf": [{"type": "integer", "minimum": i} for i in range(200_000)]},
    "wide-and-deep": nested(lambda node: {"anyOf": [node] * 30, "allOf": [node] * 30}, 20),
    "boolean": True,
    "huge-number": {"type": "integer", "minimum": 10**5_000, "default": 10**5_000},
    "infinite": {"type": "integer", "minimum": float("inf"), "exclusiveMaximum": float("nan")},
    "unhashable-type": {"type": [{}, []], "required": [{}], "enum": [{}, []]},
    "control": {"type": "integer", "default": "\x1b[2J\ud800`" * 100},
}
LOOPS = {
    "Loop": {"$ref": "#/components/schemas/Loop"},
    "Tree": {"anyOf": [{"$ref": "#/components/schemas/Tree"}] * 30},
}


@pytest.mark.parametrize("schema", HOSTILE_SCHEMAS.values(), ids=HOSTILE_SCHEMAS)
def test_hostile_schemas_are_read_within_bounds(schema: Any) -> None:
    contents = {"content": {"application/json": {"schema": schema}}}
    operation = {
        "parameters": [{"name": name, "in": "query", "schema": schema} for name in ("limit", "active", "size")],
        "requestBody": contents,
        "responses": {"200": contents, "201": contents},
    }
    hostile = {
        "paths": {path: {"get": operation, "post": operation} for path in ("/items", "/items/{id}")},
        "components": {"schemas": LOOPS},
    }
    start = time.process_time()
    found = compare(CONTRACT, hostile)
    fit(CONTRACT, hostile)
    assert time.process_time() - start < 3
    assert found
    assert max(len(finding.message) for finding in found) < 1_000
    assert all(finding.message.isprintable() for finding in found)


def test_many_operations_are_read_within_bounds() -> None:
    get = {"get": {"parameters": [{"name": "q", "in": "query"}] * 5_000}}
    hostile = {"paths": {"/" + "{" * 500 + str(number): get for number in range(100_000)}}
    start = time.process_time()
    assert len(compare(CONTRACT, hostile)) == len(operations(CONTRACT))
    fit(CONTRACT, hostile)
    assert time.process_time() - start < 3
    assert len(operations(hostile)) == MAX_OPERATIONS
