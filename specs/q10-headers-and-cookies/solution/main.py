"""Headers and cookies, read and set: reference solution."""

from typing import Annotated

from fastapi import Cookie, FastAPI, Header, Response

app = FastAPI()


@app.get("/items")
def read_items(
    x_token: Annotated[str | None, Header()] = None,
    user_agent: Annotated[str | None, Header()] = None,
    accept_language: Annotated[str | None, Header()] = None,
):
    return {"X-Token": x_token, "User-Agent": user_agent, "Accept-Language": accept_language}


@app.get("/multi-headers")
def read_tokens(x_token: Annotated[list[str] | None, Header()] = None):
    return {"X-Tokens": x_token or []}


@app.get("/profile")
def read_profile(session_id: Annotated[str | None, Cookie()] = None):
    return {"session": session_id}


@app.post("/login")
def login(response: Response):
    response.set_cookie(
        key="session_id",
        value="abc123",
        max_age=3600,
        httponly=True,
        secure=True,
        samesite="lax",
    )
    return {"message": "logged in"}
