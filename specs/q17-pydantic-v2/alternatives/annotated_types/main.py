"""Several files; validators in annotated types, attributes read where the object is validated."""

from fastapi import FastAPI, Request

import products
import users

app = FastAPI(title="Version 2")
app.include_router(products.router)
app.include_router(users.router, prefix="/users")


@app.post("/echo", include_in_schema=False)
async def echo(request: Request):
    """Not asked for; its `json` and `copy` are not Pydantic's."""
    body = await request.json()
    return body.copy()
