"""The course's own code, with the middleware that it speaks of and a guard around `json()`."""

import hashlib
import hmac
import json

from fastapi import FastAPI, HTTPException, Request
from fastapi.responses import HTMLResponse

app = FastAPI()


@app.middleware("http")
async def auth_middleware(request: Request, call_next):
    request.state.user = None
    if request.headers.get("x-user"):
        request.state.user = request.headers["x-user"]
    response = await call_next(request)
    response.headers["X-Checked"] = "yes"
    return response


@app.get("/info")
async def request_info(request: Request):
    return {
        "method":       request.method,
        "url":          str(request.url),
        "path":         request.url.path,
        "query_params": dict(request.query_params),
        "headers":      dict(request.headers),
        "client_ip":    request.client.host,
        "client_port":  request.client.port
    }


# Access raw body (e.g., for webhooks with custom signatures)
@app.post("/webhook")
async def handle_webhook(request: Request):
    raw_body = await request.body()        # bytes
    try:
        json_body = await request.json()   # dict (parses JSON)
    except (json.JSONDecodeError, UnicodeDecodeError):
        raise HTTPException(status_code=400, detail="invalid JSON")
    if type(json_body) is not dict:
        raise HTTPException(status_code=400, detail="not an object")
    return {"received": len(raw_body), "event": json_body.get("event")}


@app.post("/webhook/signed")
async def handle_signed_webhook(request: Request):
    mac = hmac.new(b"webhook-secret", digestmod=hashlib.sha256)
    async for chunk in request.stream():
        mac.update(chunk)
        request.scope.setdefault("chunks", []).append(chunk)
    if request.headers.get("x-signature") != mac.hexdigest():
        raise HTTPException(status_code=401)
    raw_body = b"".join(request.scope["chunks"])
    try:
        event = json.loads(raw_body)
    except ValueError:
        raise HTTPException(status_code=400)
    if not isinstance(event, dict):
        raise HTTPException(status_code=400)
    return {"received": len(raw_body), "event": event.get("event")}


# Store data on request.state (pass data between middleware and handlers)
# (Middleware sets it, handler reads it)
@app.get("/protected")
async def protected_route(request: Request):
    user = request.state.user    # set by auth middleware
    if user is None:
        raise HTTPException(status_code=401, detail="Not authenticated")
    return {"user": user}
