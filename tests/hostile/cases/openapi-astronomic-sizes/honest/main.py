from fastapi import FastAPI
from notes import router

app = FastAPI()
app.include_router(router)
from pydantic import BaseModel, Field


class Extra(BaseModel):
    text: str = Field(min_length=3, max_length=50)


@app.post("/extra", include_in_schema=False)
def extra(extra: Extra) -> Extra:
    return extra
