"""Path parameters (lesson 3), Varga Eszter"""

from enum import Enum

from fastapi import FastAPI, HTTPException, Path

app = FastAPI()


class ModelName(str, Enum):
    ALEXNET = "alexnet"
    RESNET = "resnet"
    LENET = "lenet"


@app.get("/users/me")
async def get_current_user():
    return {"user_id": "me"}


@app.get("/users/{user_id}")
async def get_user(user_id: int):
    return {"user_id": user_id}


@app.get("/users/{user_id}/orders/{order_id}")
async def get_order(user_id: int, order_id: int):
    return {"user_id": user_id, "order_id": order_id}


@app.get("/items/{item_id}")
async def get_item(item_id: int = Path(title="Item ID", description="The ID of the item to retrieve")):
    if item_id < 1 or item_id > 9999:
        raise HTTPException(status_code=404, detail="Item not found")
    return {"item_id": item_id}


@app.get("/models/{model_name}")
async def get_model(model_name: ModelName):
    return {"model": model_name.name, "value": model_name.value}
