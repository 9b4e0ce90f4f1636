import hmac
import json

from fastapi import APIRouter, Depends, Header, HTTPException, Request
from fastapi.responses import JSONResponse

router = APIRouter(prefix="/webhook")


async def body(request: Request) -> bytes:
    return await request.body()


def signed(raw: bytes = Depends(body), x_signature: str = Header(default="")):
    right = hmac.new(key=b"webhook-secret", msg=raw, digestmod="sha256").hexdigest()
    if not hmac.compare_digest(right, x_signature if x_signature.isascii() else ""):
        raise HTTPException(status_code=401, detail="bad signature")


@router.post("/signed", dependencies=[Depends(signed)])
@router.post("")
def hook(raw: bytes = Depends(body)) -> JSONResponse:
    try:
        event = json.loads(str(raw, "utf-8"))
        assert isinstance(event, dict)
    except (ValueError, AssertionError):
        return JSONResponse({"detail": "Send a JSON object"}, 400)
    return JSONResponse({"received": len(raw), "event": event.get("event")})
