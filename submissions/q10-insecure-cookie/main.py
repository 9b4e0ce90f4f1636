from typing import Annotated

from fastapi import Cookie, FastAPI, Header
from fastapi.responses import JSONResponse

app = FastAPI()


@app.get("/items")
def items(
    x_token: Annotated[str | None, Header()] = None,
    user_agent: Annotated[str | None, Header()] = None,
    accept_language: Annotated[str | None, Header()] = None,
):
    return {"X-Token": x_token, "User-Agent": user_agent, "Accept-Language": accept_language}


@app.get("/multi-headers")
def multi_headers(x_token: Annotated[list[str], Header()] = []):
    return {"X-Tokens": x_token}


@app.get("/profile")
def profile(session_id: Annotated[str | None, Cookie()] = None):
    return {"session": session_id}


@app.post("/login")
def login():
    response = JSONResponse({"message": "logged in"})
    response.set_cookie("session_id", "abc123", max_age=3600)
    return response
