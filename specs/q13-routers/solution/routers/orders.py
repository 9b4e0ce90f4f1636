from fastapi import APIRouter

router = APIRouter(prefix="/orders", tags=["orders"])


@router.get("/")
def list_orders() -> list[dict[str, int | str]]:
    return [{"id": 1, "item": "Keyboard"}]
