from fastapi import APIRouter, status

from app.database import add_user
from app.schemas import UserCreate, UserResponse

router = APIRouter(prefix="/users", tags=["users"])


@router.post("", response_model=UserResponse, status_code=status.HTTP_201_CREATED)
async def create_user(user: UserCreate):
    # os campos extras (age, tags...) o response_model tira sozinho
    return add_user(user.model_dump())
