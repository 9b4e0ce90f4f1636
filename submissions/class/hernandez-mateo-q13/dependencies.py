import os

from fastapi import Header, HTTPException

# in real life this comes from the environment, see .env.example
ADMIN_TOKEN = os.getenv("ADMIN_TOKEN", "secret-admin")


async def verify_admin_token(x_admin_token: str | None = Header(None)):
    if x_admin_token != ADMIN_TOKEN:
        raise HTTPException(status_code=403, detail="Admins only")
