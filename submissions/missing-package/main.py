from fastapi import FastAPI
from sqlmodel import Field, SQLModel

app = FastAPI()


class Hero(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    name: str


@app.get("/heroes")
def read_heroes():
    return []
