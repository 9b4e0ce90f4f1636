from fastapi import FastAPI

app = FastAPI()

# path like I know it from Flask
@app.get("/users/<user_id>")
async def get_user(user_id: int, active: bool = True):
    return {"user_id": user_id, "active": active}
