from main import app


@app.get("/users/")
def list_users():
    return [{"id": 1, "name": "Alice"}]


@app.get("/users/{user_id}")
def get_user(user_id: int):
    return {"id": user_id, "name": "Alice"}
