"""A middleware that is a plain function, a dependency for the user, and an exception class of one's own."""

import json
from hashlib import sha256
from hmac import HMAC, compare_digest

from fastapi import APIRouter, Depends, FastAPI, Request, Response

app = FastAPI()
hooks = APIRouter(prefix="/webhook", tags=["hooks"])


class Refused(Exception):
    def __init__(self, status):
        self.status = status


def who(request: Request, call_next):
    request.state.user = request.headers.get("x-user") or None
    return call_next(request)


app.middleware("http")(who)


@app.exception_handler(Refused)
async def refuse(request: Request, refused: Refused):
    return Response(json.dumps({"error": "refused"}), refused.status, media_type="application/json")


@app.get("/info")
async def info(request: Request):
    address, query = str(request.base_url).rstrip("/") + request.url.path, request.url.query
    told = {"method": request.scope["method"], "path": request.scope["path"]}
    told["url"] = f"{address}?{query}" if query else address
    told["query_params"] = {**request.query_params}
    told["headers"] = dict(request.headers.items())
    told["client_ip"], told["client_port"] = request.client
    return told


async def event(request: Request):
    try:
        found = await request.json()
        return {"received": len(await request.body()), "event": found.get("event")}
    except (ValueError, AttributeError):
        raise Refused(400) from None


async def signed(request: Request):
    mac = HMAC(b"webhook-secret", await request.body(), sha256)
    if not compare_digest(mac.hexdigest().encode(), request.headers.get("x-signature", "").encode("latin-1")):
        raise Refused(401)


@hooks.post("")
async def plain(told: dict = Depends(event)):
    return told


@hooks.post("/signed", dependencies=[Depends(signed)])
async def checked(request: Request):
    return await event(request)


@app.get("/protected")
def protected(request: Request):
    if not (user := request.state.user):
        raise Refused(401)
    return {"user": user}


app.include_router(hooks)
