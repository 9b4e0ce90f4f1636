"""Pydantic models as forms, also with a file in one, and models for the answers."""

from typing import Annotated, Literal

from fastapi import FastAPI, File, Form, HTTPException, UploadFile
from pydantic import BaseModel, ConfigDict, Field

app = FastAPI(title="Forms")


class Credentials(BaseModel):
    username: str = Field(min_length=1)
    password: str = Field(min_length=1)

    def right(self) -> bool:
        return (self.username, self.password) == ("alice", "wonder")


class TokenRequest(Credentials):
    grant_type: str


class Profile(BaseModel):
    model_config = ConfigDict(arbitrary_types_allowed=True)

    name: str
    bio: str | None = None
    avatar: UploadFile


class Access(BaseModel):
    access_token: str


class Token(Access):
    token_type: Literal["bearer"] = "bearer"


class Shown(BaseModel):
    name: str
    bio: str | None
    avatar: str | None


@app.post("/login", response_model=Access)
async def login(form: Annotated[Credentials, Form()]):
    if form.right():
        return Access(access_token="abc")
    raise HTTPException(401, "Invalid credentials", {"WWW-Authenticate": "Bearer"})


@app.post("/upload-profile", summary="A profile")
async def upload(form: Annotated[Profile, File()]) -> Shown:
    return Shown(name=form.name, bio=form.bio, avatar=form.avatar.filename)


@app.post("/token")
async def token(form: Annotated[TokenRequest, Form()]) -> Token:
    if not form.right():
        raise HTTPException(401, "Invalid credentials")
    return Token(access_token="def")
