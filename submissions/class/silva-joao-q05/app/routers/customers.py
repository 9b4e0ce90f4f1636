from fastapi import APIRouter

from app.schemas import Customer

router = APIRouter(prefix="/customers", tags=["customers"])


@router.post("", response_model=Customer)
async def check_customer(customer: Customer):
    return customer
