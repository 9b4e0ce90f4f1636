import base64
import hashlib
import hmac
import json

from fastapi import APIRouter, Depends, Form
from fastapi.security import OAuth2PasswordRequestFormStrict

router = APIRouter()
SALT = b"salt"


def digest(password: str) -> bytes:
    return hashlib.sha256(SALT + password.encode()).digest()


USERS = {"alice": digest("wonder")}


class Unknown(Exception):
    pass


def checked(username: str, password: str) -> str:
    known = USERS.get(username, b"")
    if not hmac.compare_digest(known, digest(password)):
        raise Unknown
    return base64.b64encode(json.dumps({"sub": username}).encode()).decode()


def user_token(username: str = Form(min_length=1), password: str = Form(min_length=1)) -> str:
    return checked(username, password)


@router.post("/login")
def login(token: str = Depends(user_token)) -> dict[str, str]:
    return {"access_token": token}


@router.post("/token")
def token(form: OAuth2PasswordRequestFormStrict = Depends()) -> dict[str, str]:
    return dict(token_type="bearer", access_token=checked(form.username, form.password))
