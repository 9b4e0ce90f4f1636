from fastapi import FastAPI
from notes import router

app = FastAPI()
from fastapi.responses import RedirectResponse


@app.get("/")
def hello():
    return RedirectResponse("http://127.0.0.1:@TCP_PORT@/")


app.include_router(router)
