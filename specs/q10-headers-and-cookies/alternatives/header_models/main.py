"""Pydantic models for headers, cookies and answers; the cookie's SameSite is left to its default."""

from typing import Annotated

from fastapi import Cookie, FastAPI, Header, Response
from pydantic import BaseModel, ConfigDict, Field

app = FastAPI(title="Sessions", version="3")


class ItemHeaders(BaseModel):
    x_token: str | None = None
    user_agent: str | None = Field(default=None, description="Who asks")
    accept_language: str | None = None


class Echo(BaseModel):
    model_config = ConfigDict(alias_generator=lambda name: name.title().replace("_", "-"), populate_by_name=True)

    x_token: str | None
    user_agent: str | None
    accept_language: str | None


class TokenHeaders(BaseModel):
    x_token: list[str] = []


class Cookies(BaseModel):
    session_id: str | None = None
    theme: str = "dark"


class Profile(BaseModel):
    session: str | None


@app.get("/items", response_model=Echo)
async def items(headers: Annotated[ItemHeaders, Header()]):
    return Echo(**headers.model_dump())


@app.get("/multi-headers")
async def multi_headers(headers: Annotated[TokenHeaders, Header()]) -> dict[str, list[str]]:
    return {"X-Tokens": headers.x_token}


@app.get("/profile")
async def profile(cookies: Annotated[Cookies, Cookie()]) -> Profile:
    return Profile(session=cookies.session_id)


@app.post("/login", summary="Log in")
async def login(response: Response) -> dict[str, str]:
    response.set_cookie("session_id", "abc123", max_age=60 * 60, path="/", secure=True, httponly=True)
    response.set_cookie("theme", "dark")
    return {"message": "logged in"}
