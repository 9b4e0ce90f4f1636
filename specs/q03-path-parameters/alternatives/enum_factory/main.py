"""A factory, a plain Enum, dependencies that read the path, and responses built by hand."""

from enum import Enum
from typing import Annotated

from fastapi import Depends, FastAPI, Path
from fastapi.responses import JSONResponse
from pydantic import conint

Model = Enum("Model", {name.upper(): name for name in ("alexnet", "resnet", "lenet")})


def the_user(user_id: int = Path(description="Whose data it is", examples=[7])) -> int:
    return user_id


class OrderPath:
    def __init__(self, order_id: int, user_id: int = Depends(the_user)):
        self.order_id = order_id
        self.user_id = user_id


def create_app() -> FastAPI:
    api = FastAPI(docs_url="/docs")

    async def me():
        return JSONResponse({"user_id": "me"})

    api.add_api_route("/users/me", me, methods=["GET"])

    @api.get("/users/{user_id}")
    def user(user: int = Depends(the_user)):
        return JSONResponse({"user_id": user})

    @api.get("/users/{user_id}/orders/{order_id}")
    def order(path: OrderPath = Depends()):
        return vars(path)

    @api.get("/items/{item_id}", summary="One item")
    def item(
        item_id: Annotated[
            conint(ge=1, le=9999), Path(title="Item ID", description="The ID of the item to retrieve")
        ],
    ):
        return dict(item_id=item_id)

    @api.get("/models/{model_name}")
    def model(model_name: Model):
        return {"value": model_name, "model": model_name.name.lower()}

    return api


app = create_app()
