from enum import Enum

from fastapi import FastAPI, Path

app = FastAPI()


class ModelName(str, Enum):
    alexnet = "alexnet"
    resnet = "resnet"
    lenet = "lenet"


@app.get("/users/me")
async def me():
    return {"user_id": "me"}


@app.get("/users/{user_id}")
async def get_user(user_id: int):
    return {"user_id": user_id}


@app.get("/users/{user_id}/orders/{order_id}")
async def get_order(user_id: int, order_id: int):
    return {"user_id": user_id, "order_id": order_id}


@app.get("/items/{item_id}")
async def get_item(
    item_id: int = Path(..., title="Item ID", description="The ID of the item to retrieve", ge=1, le=9999),
):
    return {"item_id": item_id}


@app.get("/models/{model_name}")
async def get_model(model_name: ModelName):
    return {"model": model_name, "value": model_name}
