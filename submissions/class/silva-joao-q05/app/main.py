from fastapi import FastAPI

from app.routers import customers, users

app = FastAPI(title="Lição 5")
app.include_router(users.router)
app.include_router(customers.router)
