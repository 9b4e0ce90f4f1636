from fastapi import FastAPI
from notes import router

app = FastAPI()
app.include_router(router)
from typing import Annotated

from fastapi import Header


@app.get("/extra", include_in_schema=False)
def extra(x_note: Annotated[str, Header()] = ""):
    return x_note
