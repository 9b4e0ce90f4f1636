from fastapi import FastAPI
from notes import router

app = FastAPI()
app.include_router(router)
@app.get("/files/{path:path}", include_in_schema=False)
def files(path: str):
    return path
