from fastapi import FastAPI

app = FastAPI(title="Lesson 2")


@app.get("/users/{user_id}")
def get_user(user_id: int):
    return {"user_id": user_id}
