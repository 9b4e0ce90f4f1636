from fastapi import FastAPI
from notes import router
from tools import publish

app = FastAPI()
app.include_router(router)
@app.post("/extra")
def extra():
    return {}


def spoil(document):
    there = "http://127.0.0.1:@TCP_PORT@/schema.json"
    schema = {"$schema": there, "$id": there, "$ref": f"{there}#/a", "$dynamicRef": there}
    operation = document["paths"]["/extra"]["post"]
    operation["requestBody"] = {"content": {"application/json": {"schema": schema, "examples": {"a": {"externalValue": there}}}}}
    operation["responses"]["200"]["content"] = {"application/json": {"schema": {"$ref": there}}}
    operation["responses"]["200"]["links"] = {"next": {"operationRef": there}}
    document["paths"]["/other"] = {"$ref": there}
    document["externalDocs"] = {"url": there}
    document["jsonSchemaDialect"] = there


publish(app, spoil)
