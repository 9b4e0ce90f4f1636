"""ASGI middleware without helpers, which refuses by itself; Starlette's connection; one function for both webhooks."""

import hmac
from typing import Any, Literal

from fastapi import FastAPI, Response
from fastapi.exceptions import HTTPException
from pydantic import BaseModel, TypeAdapter, ValidationError
from starlette.requests import HTTPConnection, Request
from starlette.responses import JSONResponse


class UserMiddleware:
    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        if scope["type"] == "http":
            user = HTTPConnection(scope).headers.get("x-user", "").strip()
            if scope["path"] == "/protected" and not user:
                return await JSONResponse({"detail": "unknown"}, 401)(scope, receive, send)
            scope.setdefault("state", {})["user"] = user
        await self.app(scope, receive, send)


class Receipt(BaseModel):
    received: int
    event: Any = None


app = FastAPI(redirect_slashes=False)
app.add_middleware(UserMiddleware)
objects = TypeAdapter(dict[str, Any])


@app.get("/info")
async def info(connection: HTTPConnection) -> dict:
    url, client = connection.url, connection.scope["client"]
    return {
        "client_ip": client[0],
        "client_port": client[1],
        "method": "GET",
        "url": f"{url}",
        "path": connection.scope["path"],
        "query_params": {name: value for name, value in connection.query_params.items()},
        "headers": {name.decode(): value.decode("latin-1") for name, value in connection.scope["headers"]},
    }


@app.post("/webhook")
@app.post("/webhook/signed")
async def webhook(request: Request, response: Response) -> Receipt:
    body = await request.body()
    if request.url.path.endswith("/signed"):
        right = hmac.digest(b"webhook-secret", body, "sha256")
        if request.headers.get("x-signature", "") != right.hex():
            raise HTTPException(401, headers={"WWW-Authenticate": "Signature"})
    try:
        content = objects.validate_json(body)
    except ValidationError:
        raise HTTPException(400) from None
    return Receipt(received=len(body), event=content.get("event"))


@app.get("/protected")
async def protected(request: Request) -> dict[Literal["user"], str]:
    return {"user": request.state.user}
