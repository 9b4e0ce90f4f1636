import json
from http.cookies import SimpleCookie

from fastapi import APIRouter, Depends, Response

from . import readers

router = APIRouter(tags=["sessions"])


@router.get("/items")
def items(headers: dict = Depends(readers.headers)):
    return headers


@router.get("/multi-headers")
def multi_headers(tokens: list = Depends(readers.tokens)):
    return {"X-Tokens": tokens}


@router.get("/profile")
def profile(session: readers.Session = Depends()):
    return session


@router.post("/login")
def login():
    cookie = SimpleCookie({"session_id": "abc123"})
    cookie["session_id"].update({"httponly": True, "secure": True, "samesite": "Lax", "max-age": 3600})
    return Response(
        json.dumps({"message": "logged in"}),
        media_type="application/json",
        headers={"Set-Cookie": cookie["session_id"].OutputString()},
    )
