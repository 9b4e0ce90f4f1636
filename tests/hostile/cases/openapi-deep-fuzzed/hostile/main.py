from fastapi import FastAPI
from notes import router
from tools import publish

app = FastAPI()
app.include_router(router)
@app.post("/extra")
def extra():
    return {}


def spoil(document):
    there = "http://127.0.0.1:@TCP_PORT@/x"
    schema = {
        "type": ["object", "banana"],
        "properties": {"a": {"$ref": there}, "b": {"pattern": "(a+)+$"}, "c": {"minLength": 10**9, "type": "string"}},
        "required": ["a", "b", "c", None, 5],
        "additionalProperties": {"$ref": "#/paths/~1extra/post"},
        "discriminator": {"propertyName": 5},
        "not": {},
    }
    document["paths"]["/extra"]["post"]["requestBody"] = {"content": {"application/json": {"schema": schema}, "x/y\r\nz": {}}}


publish(app, spoil)
