from fastapi import FastAPI
from routers import users, orders, admin

app = FastAPI()

app.include_router(users.router)
app.include_router(users.router, prefix="/api/v1")
app.include_router(orders.router)
app.include_router(admin.router)
