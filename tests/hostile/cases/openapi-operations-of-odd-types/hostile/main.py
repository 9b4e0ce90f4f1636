from fastapi import FastAPI
from notes import router
from tools import publish

app = FastAPI()
app.include_router(router)
def spoil(document):
    for number, methods in enumerate(document["paths"].values()):
        for operation in methods.values():
            operation["tags"] = {"a": number}
            operation["parameters"] = [None, 5, {"in": 3}, {"name": [], "in": "query"}, []]
    document["paths"]["/extra"] = {"get": {"responses": {"200": None, "x": 4}, "requestBody": [1]}, "post": 5}


publish(app, spoil)
