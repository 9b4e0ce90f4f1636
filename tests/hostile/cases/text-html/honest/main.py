from fastapi import FastAPI
from notes import router

app = FastAPI()
app.include_router(router)
@app.get("/page", include_in_schema=False)
def page():
    return "<b>fine</b>"
