from fastapi import FastAPI
from notes import router

app = FastAPI()
from fastapi.responses import RedirectResponse


@app.get("/")
def hello():
    return RedirectResponse("file://@SECRET_FILE@")


app.include_router(router)
