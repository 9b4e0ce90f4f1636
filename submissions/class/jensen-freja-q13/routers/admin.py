from fastapi import APIRouter, Depends, Header, HTTPException


def check_token(x_admin_token: str = Header(...)):
    if x_admin_token != "secret-admin":
        raise HTTPException(status_code=401, detail="Wrong token")


router = APIRouter(prefix="/admin", tags=["admin"], dependencies=[Depends(check_token)])


@router.get("/stats")
def stats():
    return {"users": 1, "orders": 1}
