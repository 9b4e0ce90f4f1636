import secrets

from fastapi import APIRouter

from app.models import UserIn, UserOut

router = APIRouter(prefix="/users", tags=["users"])
everybody: dict[int, tuple[UserIn, UserOut]] = {}


@router.post("", status_code=201)
async def create(user: UserIn) -> UserOut:
    shown = UserOut(id=secrets.randbelow(10**12), name=user.name, email=user.email)
    everybody[shown.id] = (user, shown)
    return shown
