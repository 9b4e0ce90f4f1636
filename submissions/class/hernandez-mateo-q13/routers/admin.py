from fastapi import APIRouter

router = APIRouter(tags=["admin"])


@router.get("/stats")
async def stats():
    return {"users": 1, "orders": 1}
