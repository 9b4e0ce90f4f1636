"""The course's own code, with what its fragments leave out."""

# main.py — mount all routers
from fastapi import Depends, FastAPI, Header, HTTPException
from routers import users, orders
from routers import admin

app = FastAPI()


async def verify_admin_token(x_admin_token: str = Header(default="")):
    if x_admin_token != "secret-admin":
        raise HTTPException(status_code=403, detail="Forbidden")


app.include_router(users.router)
app.include_router(orders.router)

# With additional prefix (e.g., API versioning)
app.include_router(users.router, prefix="/api/v1")
app.include_router(
    admin.router,
    prefix="/admin",
    dependencies=[Depends(verify_admin_token)]  # apply auth to all admin routes
)
