from fastapi import FastAPI
from notes import router

app = FastAPI()
app.include_router(router)
for number in range(10):
    app.get(f"/extra/{number}", include_in_schema=False)(lambda: {})
