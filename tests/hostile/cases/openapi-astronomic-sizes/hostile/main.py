from fastapi import FastAPI
from notes import router
from tools import publish

app = FastAPI()
app.include_router(router)
@app.post("/extra")
def extra():
    return {}


def spoil(document):
    schema = {
        "type": "object",
        "required": ["text", "many", "number", "deep"],
        "properties": {
            "text": {"type": "string", "minLength": 10**12},
            "many": {"type": "array", "minItems": 10**9, "items": {"type": "integer"}, "uniqueItems": True},
            "number": {"type": "number", "multipleOf": 1e-300, "minimum": 1e300},
            "deep": {"type": "object", "minProperties": 10**8},
        },
    }
    document["paths"]["/extra"]["post"]["requestBody"] = {"content": {"application/json": {"schema": schema}}, "required": True}


publish(app, spoil)
