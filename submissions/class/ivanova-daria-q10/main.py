# Домашнее задание 10: заголовки и cookies
from typing import Annotated

from fastapi import Cookie, FastAPI, Header, Response

app = FastAPI()


@app.get("/items")
async def read_items(
    x_token: Annotated[str | None, Header()] = None,
    user_agent: Annotated[str | None, Header()] = None,
    accept_language: Annotated[str | None, Header()] = None,
):
    # ключи как в задании, с большой буквы
    return {"X-Token": x_token, "User-Agent": user_agent, "Accept-Language": accept_language}


@app.get("/multi-headers")
async def multi_headers(x_token: Annotated[list[str] | None, Header()] = None):
    if x_token is None:
        x_token = []
    return {"X-Tokens": x_token}


@app.get("/profile")
async def profile(session_id: Annotated[str | None, Cookie()] = None):
    return {"session": session_id}


@app.post("/login")
async def login(response: Response):
    response.set_cookie("session_id", "abc123", max_age=60 * 60, secure=True, httponly=True, samesite="lax")
    return {"message": "logged in"}


# для себя:
# curl -i -X POST http://127.0.0.1:8000/login
