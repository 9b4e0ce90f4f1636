from typing import Annotated, Literal

from fastapi import FastAPI, Path

app = FastAPI(title="Path parameters", version="0.1.0")

# typy parametru na jednom miste
ItemId = Annotated[
    int,
    Path(title="Item ID", description="The ID of the item to retrieve", ge=1, le=9999),
]
ModelName = Literal["alexnet", "resnet", "lenet"]


# musi byt pred /users/{user_id}, jinak se nikdy nezavola
@app.get("/users/me")
def read_me():
    return {"user_id": "me"}


@app.get("/users/{user_id}")
def read_user(user_id: int) -> dict[str, int]:
    return {"user_id": user_id}


@app.get("/users/{user_id}/orders/{order_id}")
def read_order(user_id: int, order_id: int) -> dict[str, int]:
    return {"user_id": user_id, "order_id": order_id}


@app.get("/items/{item_id}")
def read_item(item_id: ItemId) -> dict[str, int]:
    return {"item_id": item_id}


@app.get("/models/{model_name}")
def read_model(model_name: ModelName) -> dict[str, str]:
    return {"model": model_name, "value": model_name}
