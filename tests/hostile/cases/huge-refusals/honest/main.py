from fastapi import FastAPI
from notes import router

app = FastAPI()
@app.middleware("http")
async def pass_on(request, call_next):
    return await call_next(request)


app.include_router(router)
