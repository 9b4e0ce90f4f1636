"""One app from three routers: reference solution."""

from typing import Annotated

from fastapi import Depends, FastAPI, Header, HTTPException, status

from routers import admin, orders, users


def require_admin(x_admin_token: Annotated[str | None, Header()] = None) -> None:
    if x_admin_token != "secret-admin":
        raise HTTPException(status_code=status.HTTP_403_FORBIDDEN, detail="Admins only")


app = FastAPI()
app.include_router(users.router)
app.include_router(users.router, prefix="/api/v1")
app.include_router(orders.router)
app.include_router(admin.router, prefix="/admin", dependencies=[Depends(require_admin)])
