"""The course's own code, with the extension: defaults instead of Annotated, async functions."""

from enum import Enum

from fastapi import FastAPI, Path

app = FastAPI()


@app.get("/users/me")
async def get_me():
    return {"user_id": "me"}


# Basic path parameter: type conversion is automatic
@app.get("/users/{user_id}")
async def get_user(user_id: int):   # "123" in URL -> int 123
    return {"user_id": user_id}


# Multiple path parameters
@app.get("/users/{user_id}/orders/{order_id}")
async def get_order(user_id: int, order_id: int):
    return {"user_id": user_id, "order_id": order_id}


# Validation with Path()
@app.get("/items/{item_id}")
async def get_item(
    item_id: int = Path(
        ...,            # ... = required
        title="Item ID",
        description="The ID of the item to retrieve",
        ge=1,           # greater than or equal to 1
        le=9999         # less than or equal to 9999
    )
):
    return {"item_id": item_id}


# Enum path parameter: constrain to specific values
class ModelName(str, Enum):
    alexnet = "alexnet"
    resnet  = "resnet"
    lenet   = "lenet"


@app.get("/models/{model_name}")
async def get_model(model_name: ModelName):
    return {"model": model_name, "value": model_name.value}
