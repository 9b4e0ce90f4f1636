"""The course's own code, with a path for each of both errors and an encoder for the validation handler."""

from fastapi import FastAPI, HTTPException, Request, status
from fastapi.encoders import jsonable_encoder
from fastapi.responses import JSONResponse
from fastapi.exception_handlers import http_exception_handler
from pydantic import BaseModel, validator

app = FastAPI()

db = {}


class Item(BaseModel):
    name: str
    price: float

    @validator("price")
    def positive(cls, v):
        if not v > 0:
            raise ValueError("must be greater than zero")
        return v


# Standard HTTPException
@app.get("/legacy/{item_id}")
async def get_legacy_item(item_id: int):
    if item_id not in db:
        raise HTTPException(
            status_code=404,
            detail={"message": f"Item {item_id} not found", "item_id": item_id}
        )
    return db[item_id]

# Custom exception class
class ItemNotFoundError(Exception):
    def __init__(self, item_id: int):
        self.item_id = item_id

# Custom exception handler
@app.exception_handler(ItemNotFoundError)
async def item_not_found_handler(request: Request, exc: ItemNotFoundError):
    return JSONResponse(
        status_code=404,
        content={"error": "ITEM_NOT_FOUND", "item_id": exc.item_id,
                 "message": f"Item {exc.item_id} does not exist"}
    )

# Use the custom exception
@app.get("/items/{item_id}")
async def get_item(item_id: int):
    item = db.get(item_id)
    if not item:
        raise ItemNotFoundError(item_id=item_id)
    return item


@app.post("/items", status_code=201)
async def create_item(item: Item):
    item_id = 100 + len(db)
    db[item_id] = {"id": item_id, **item.dict()}
    return db[item_id]


# Override default validation error handler (422 responses)
from fastapi.exceptions import RequestValidationError
@app.exception_handler(RequestValidationError)
async def validation_exception_handler(request: Request, exc: RequestValidationError):
    return JSONResponse(
        status_code=422,
        content=jsonable_encoder({"detail": exc.errors(), "body": exc.body})
    )
