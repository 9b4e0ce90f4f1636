from fastapi import FastAPI
from notes import router
from tools import publish

app = FastAPI()
app.include_router(router)
@app.get("/extra")
def extra(q: str = ""):
    return q


def spoil(document):
    operation = document["paths"]["/extra"]["get"]
    schema = {"type": "string", "pattern": "((a{1000}){1000}){1000}"}
    operation["parameters"][0]["schema"] = schema
    operation["responses"]["200"]["content"]["application/json"]["schema"] = schema


publish(app, spoil)
