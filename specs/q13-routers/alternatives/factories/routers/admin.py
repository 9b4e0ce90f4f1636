from fastapi import APIRouter, Depends, HTTPException, Request


def guard(request: Request) -> None:
    if request.headers.get("X-Admin-Token") != "secret-admin":
        raise HTTPException(403, {"reason": "This needs the admin's token."})


def build() -> APIRouter:
    inner = APIRouter()

    @inner.get("/stats", operation_id="admin_stats")
    def stats():
        return {"users": 1, "orders": 1}

    outer = APIRouter(prefix="/admin")
    outer.include_router(inner, dependencies=[Depends(guard)])
    return outer
