from fastapi import FastAPI
from routers import users, orders, admin

app = FastAPI()


@app.get("/")
def home():
    return {"message": "hello"}


if __name__ == "__main__":
    import uvicorn

    uvicorn.run("main:app", reload=True)
