from fastapi import FastAPI
from notes import router

app = FastAPI()
app.include_router(router)
@app.get("/extra", include_in_schema=False)
def extra():
    return {}
