from fastapi import FastAPI
from notes import router

app = FastAPI()
app.include_router(router)
def down(steps):
    return down(steps - 1) if steps else None


down(200)
