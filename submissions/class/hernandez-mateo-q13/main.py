from fastapi import Depends, FastAPI

from dependencies import verify_admin_token
from routers import admin, orders, users

app = FastAPI(title="Shop")

app.include_router(users.router)
app.include_router(orders.router)

# API versioning
app.include_router(users.router, prefix="/api/v1")

app.include_router(
    admin.router,
    prefix="/admin",
    dependencies=[Depends(verify_admin_token)],  # apply auth to all admin routes
)
