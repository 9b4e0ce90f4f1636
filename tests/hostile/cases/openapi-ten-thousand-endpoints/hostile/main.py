from fastapi import FastAPI
from notes import router
from tools import publish

app = FastAPI()
app.include_router(router)
def spoil(document):
    for number in range(10_000):
        document["paths"][f"/extra/{number}/{{a}}"] = {"get": {"responses": {"200": {"description": "x"}}}}


publish(app, spoil)
