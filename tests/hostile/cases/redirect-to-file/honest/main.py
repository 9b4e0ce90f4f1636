from fastapi import FastAPI
from notes import router

app = FastAPI()
app.include_router(router)
from fastapi.responses import RedirectResponse


@app.get("/old", include_in_schema=False)
def old():
    return RedirectResponse("/")
