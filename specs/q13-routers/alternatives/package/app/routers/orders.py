from fastapi import APIRouter as Router
from fastapi.responses import JSONResponse

router = Router()


@router.get("/", tags=["orders"])
async def orders():
    return JSONResponse([{"id": 1, "item": "Keyboard"}])
