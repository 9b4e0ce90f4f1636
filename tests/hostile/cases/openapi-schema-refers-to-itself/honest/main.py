from fastapi import FastAPI
from notes import router

app = FastAPI()
app.include_router(router)
from pydantic import BaseModel


class Tree(BaseModel):
    children: list["Tree"] = []


@app.post("/tree")
def tree(tree: Tree) -> Tree:
    return tree
