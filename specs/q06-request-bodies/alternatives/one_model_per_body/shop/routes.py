from fastapi import APIRouter, Body, Depends, Query

from .models import Assigned, Assignment, Item, TaxedItem, Update

router = APIRouter()


def query(q: str = Query(None)) -> dict:
    return {"q": q} if q else {}


@router.post("")
async def create(item: Item) -> TaxedItem | Item:
    if not item.tax:
        return item
    return TaxedItem(price_with_tax=item.price + item.tax, **dict(item))


@router.put("/{item_id}", response_model=Update, response_model_exclude_unset=True)
async def update(item_id: int, found: dict = Depends(query), item: Item = Body(None)):
    return Update(item_id=item_id, **found, **(item.model_dump() if item else {}))


@router.put("/{item_id}/assign")
async def assign(item_id: int, assignment: Assignment) -> Assigned:
    return Assigned(item_id=item_id, item=assignment.item, user=assignment.user)
