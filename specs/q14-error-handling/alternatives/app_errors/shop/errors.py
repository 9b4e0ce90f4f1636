import json

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse


class ShopError(Exception):
    status = 400
    code = "ERROR"

    def __init__(self, message: str, **more: object) -> None:
        super().__init__(message)
        self.more = more


class NotFound(ShopError):
    status = 404
    code = "ITEM_NOT_FOUND"


def shop_error(request: Request, error: ShopError) -> JSONResponse:
    return JSONResponse({"error": error.code, "message": str(error), **error.more}, status_code=error.status)


async def refused(request: Request, error: RequestValidationError) -> JSONResponse:
    raw = await request.body()
    try:
        body = json.loads(raw) if raw else None
    except ValueError:
        body = raw.decode("utf-8", "replace")
    told = [{"loc": list(one["loc"]), "msg": one["msg"], "type": one["type"]} for one in error.errors()]
    return JSONResponse({"detail": told, "body": body}, status_code=422)


def register(app: FastAPI) -> None:
    app.add_exception_handler(ShopError, shop_error)
    app.add_exception_handler(RequestValidationError, refused)
