from fastapi import FastAPI
from notes import router

app = FastAPI()
app.include_router(router)
from fastapi.responses import RedirectResponse


@app.get("/loop", include_in_schema=False)
def loop():
    return RedirectResponse("/loop")
