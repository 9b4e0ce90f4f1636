"""The request itself: what it looks like, its raw body, its state. Reference solution."""

import hashlib
import hmac
import json
from typing import Annotated, Any

from fastapi import Depends, FastAPI, HTTPException, Request, status

SECRET = b"webhook-secret"

app = FastAPI()


@app.middleware("http")
async def remember_user(request: Request, call_next):
    request.state.user = request.headers.get("X-User")
    return await call_next(request)


async def raw_body(request: Request) -> bytes:
    return await request.body()


RawBody = Annotated[bytes, Depends(raw_body)]


def receive(raw: bytes) -> dict[str, Any]:
    try:
        content = json.loads(raw.decode())
    except ValueError:
        raise HTTPException(status.HTTP_400_BAD_REQUEST, "The body is no JSON") from None
    if not isinstance(content, dict):
        raise HTTPException(status.HTTP_400_BAD_REQUEST, "The body is no JSON object")
    return {"received": len(raw), "event": content.get("event")}


@app.get("/info")
def info(request: Request):
    return {
        "method": request.method,
        "url": str(request.url),
        "path": request.url.path,
        "query_params": dict(request.query_params),
        "headers": dict(request.headers),
        "client_ip": request.client.host,
        "client_port": request.client.port,
    }


@app.post("/webhook")
def webhook(raw: RawBody):
    return receive(raw)


@app.post("/webhook/signed")
def signed_webhook(raw: RawBody, request: Request):
    wanted = hmac.new(SECRET, raw, hashlib.sha256).hexdigest()
    given = request.headers.get("X-Signature", "")
    if not hmac.compare_digest(given.encode(), wanted.encode()):
        raise HTTPException(status.HTTP_401_UNAUTHORIZED, "Wrong signature")
    return receive(raw)


@app.get("/protected")
def protected(request: Request):
    if not request.state.user:
        raise HTTPException(status.HTTP_401_UNAUTHORIZED, "Who are you?")
    return {"user": request.state.user}
