from fastapi import FastAPI, Header
from pydantic import BaseModel

app = FastAPI()


class User(BaseModel):
    name: str


# tüm endpointler tek dosyada, böylesi daha kolay
@app.get("/users/")
def users():
    return [{"id": 1, "name": "Alice"}]


@app.get("/users/{user_id}")
def user(user_id: int):
    return {"id": user_id, "name": "Alice"}


@app.post("/users/")
def create(user: User):
    return {"id": 2, "name": user.name}


@app.get("/orders")
def orders():
    return [{"id": 1, "item": "Keyboard"}]


@app.get("/admin/stats")
def stats(x_admin_token: str = Header(None)):
    if x_admin_token != "secret-admin":
        return {"error": "forbidden"}, 403
    return {"users": 1, "orders": 1}
