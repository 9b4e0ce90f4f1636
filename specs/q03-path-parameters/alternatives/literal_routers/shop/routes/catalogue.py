from dataclasses import dataclass
from typing import Annotated, Literal

from fastapi import APIRouter, Path
from pydantic import Field

router = APIRouter()
ItemId = Annotated[
    int, Path(title="Item ID"), Field(gt=0, lt=10_000, description="The ID of the item to retrieve")
]


@dataclass
class Model:
    model: str
    value: str


@router.get("/items/{item_id}")
async def item(item_id: ItemId) -> dict[str, int]:
    return {"item_id": item_id}


@router.get("/models/{model_name}")
async def model(model_name: Literal["lenet", "alexnet", "resnet"]) -> Model:
    return Model(model_name, model_name)
