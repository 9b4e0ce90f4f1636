"""Lektion 1, Elsa Lindqvist"""
from typing import Optional

from fastapi import FastAPI, HTTPException

app = FastAPI()


@app.get("/users/{user_id}")
def get_user(user_id: int, active: Optional[str] = "true"):
    # query parameters are always text, so it has to be made a boolean here
    if active == "true":
        is_active = True
    else:
        is_active = False
    return {"user_id": user_id, "active": is_active}
