"""What an answer shows of a mistake, beside whatever was expected."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from grader.checks import expect
from grader.checks.failure import CheckFailed
from grader.checks.hints import hint

NOT_FOUND = {"detail": "Not Found"}
MISSING = {"type": "missing", "loc": ["query", "item_id"], "msg": "Field required"}


def answer(status: int = 200, *, path: str = "/items?q=1", **content: Any) -> httpx.Response:
    request = httpx.Request("GET", f"http://127.0.0.1:8000{path}")
    return httpx.Response(status, request=request, **content)


@pytest.mark.parametrize(
    ("response", "words"),
    [
        (answer(404, json=NOT_FOUND), "Your app has no route for this path."),
        (answer(404, json={"detail": "Item 3 not found"}), ""),
        (answer(405, headers={"Allow": "POST"}), "it answers POST, not GET"),
        (answer(307, headers={"Location": "http://127.0.0.1:8000/items/?q=1"}), "Your route is `/items/`"),
        (answer(307, headers={"Location": "/elsewhere"}), ""),
        (answer(307, headers={"Location": "http://a:port/items/"}), ""),
        (answer(307), ""),
        (answer(json=[{"error": "gone"}, 404]), "raise HTTPException(status_code=404, detail=...)"),
        (answer(json=[{"id": 1}, 201]), ""),
        (answer(json=[1, True]), ""),
        (answer(content=b"[" * 100_000), ""),
        (answer(content=b"null"), "does your function return anything?"),
        (answer(404, content=b"null"), ""),
        (answer(422, json={"detail": [MISSING]}), "FastAPI looked for `item_id` in the query"),
        (answer(422, json={"detail": [{**MISSING, "loc": ["body", "item_id"]}]}), ""),
        (answer(422, json={"detail": [{**MISSING, "type": "int_parsing"}, 3]}), ""),
        (answer(422, json={"detail": "no"}), ""),
    ],
)
def test_what_an_answer_shows(response: httpx.Response, words: str) -> None:
    assert words in hint(response)
    assert bool(words) == bool(hint(response))
    with pytest.raises(CheckFailed) as caught:
        expect.status(response, 299)
    assert caught.value.message.endswith(hint(response))


@pytest.mark.parametrize(
    ("path", "routes", "words"),
    [
        ("/users/7", ["/users/<user_id>"], "path parameters in braces, `/users/{user_id}`."),
        ("/users/7", ["/users/<int:user_id>"], "in braces, `/users/{user_id}`."),
        ("/users/7", ["/other", "/user/{id}"], "The nearest that it has is `/user/{id}`."),
        ("/items/7", ["/Items/{id}"], "The nearest that it has is `/Items/{id}`."),
        ("/items", ["/item\u202e`s"], "is `/item\\u202e's`."),
        ("/items", ["/users", "/items/{id}", "/"], ""),
        ("/items/7", ["/items/{id}"], ""),
        ("/items", [], ""),
    ],
)
def test_the_nearest_route_is_named(path: str, routes: list[str], words: str) -> None:
    response = answer(404, path=path, json=NOT_FOUND, extensions={"routes": lambda: routes})
    beginning = "Your app has no route for this path."
    assert hint(response).startswith(beginning)
    assert hint(response).endswith(words or beginning)
