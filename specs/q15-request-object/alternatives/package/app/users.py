from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Request
from starlette.middleware.base import BaseHTTPMiddleware

router = APIRouter()


@dataclass
class User:
    name: str


class RememberUser(BaseHTTPMiddleware):
    def __init__(self, app, header: str):
        super().__init__(app)
        self.header = header

    async def dispatch(self, request, call_next):
        name = request.headers.get(self.header)
        if name:
            request.state.user = User(name)
        return await call_next(request)


def current_user(request: Request) -> User:
    user = getattr(request.state, "user", None)
    if user is None:
        raise HTTPException(401, {"reason": "X-User is missing"})
    return user


@router.get("/protected")
def protected(user: Annotated[User, Depends(current_user)]) -> dict:
    return {"user": user.name}
