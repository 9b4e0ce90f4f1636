from fastapi import FastAPI
from notes import router

app = FastAPI()
app.include_router(router)
from fastapi import Query


@app.get("/extra", include_in_schema=False)
def extra(q: str = Query("aaa", pattern="^a{3}$")) -> str:
    return q
