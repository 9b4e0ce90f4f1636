from fastapi import APIRouter

# glemte tags her?
router = APIRouter(prefix="/orders")


@router.get("/")
def list_orders():
    return [{"id": 1, "item": "Keyboard"}]
