from fastapi import APIRouter, Body

from app.models import CustomerIn, CustomerOut

router = APIRouter(tags=["customers"])


@router.post("/customers", response_model=CustomerOut)
def check(customer: CustomerIn = Body(..., description="A customer")) -> dict:
    return {"name": customer.name, "address": customer.address, "orders": customer.orders}
