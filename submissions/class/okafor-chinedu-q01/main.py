# Homework 1 - What FastAPI is
# Chinedu Okafor

from fastapi import FastAPI
import uvicorn

app = FastAPI(title="Homework 1")


# I tried this first, but then active=maybe was no error:
# @app.get("/users/{user_id}")
# async def get_user(user_id, active = True):
#     return {"user_id": user_id, "active": active}


@app.get("/users/{user_id}")
async def get_user(user_id: int, active: bool = True):
    print("user id is", user_id, type(user_id))
    print("active is", active)
    result = {}
    result["user_id"] = user_id
    result["active"] = active
    return result


if __name__ == "__main__":
    uvicorn.run(app, host="127.0.0.1", port=8000)
