"""Forms for a login, a profile with a picture and a token: reference solution."""

import secrets
from typing import Annotated

from fastapi import FastAPI, Form, HTTPException, UploadFile, status

app = FastAPI()

PASSWORDS = {"alice": "wonder"}


def create_token(username: str, password: str) -> str:
    if PASSWORDS.get(username) != password:
        raise HTTPException(status_code=status.HTTP_401_UNAUTHORIZED, detail="Invalid credentials")
    return secrets.token_hex()


@app.post("/login")
def login(username: Annotated[str, Form()], password: Annotated[str, Form()]):
    return {"access_token": create_token(username, password)}


@app.post("/upload-profile")
def upload_profile(
    name: Annotated[str, Form()],
    avatar: UploadFile,
    bio: Annotated[str | None, Form()] = None,
):
    return {"name": name, "bio": bio, "avatar": avatar.filename}


@app.post("/token")
def issue_token(
    grant_type: Annotated[str, Form()],
    username: Annotated[str, Form()],
    password: Annotated[str, Form()],
):
    return {"access_token": create_token(username, password), "token_type": "bearer"}
