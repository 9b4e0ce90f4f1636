from fastapi import FastAPI
from notes import router

app = FastAPI()
app.include_router(router)
@app.get("/large", include_in_schema=False)
def large():
    return 10**400
