from fastapi import APIRouter

from .groups import Group

router = APIRouter(tags=[Group.orders])


@router.get("/orders", summary="All orders", deprecated=True)
async def orders():
    return [{"id": 1, "product": 3}]
