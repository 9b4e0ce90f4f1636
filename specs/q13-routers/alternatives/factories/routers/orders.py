from fastapi import APIRouter


def build() -> APIRouter:
    router = APIRouter(prefix="/orders")

    @router.get("/", tags=["orders"])
    def all_orders() -> list[dict]:
        return [{"id": 1, "item": "Keyboard"}]

    return router
