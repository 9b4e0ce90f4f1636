from fastapi import FastAPI
from notes import router
from tools import publish

app = FastAPI()
app.include_router(router)
@app.post("/tree")
def tree():
    return {}


def spoil(document):
    schemas = document["components"]["schemas"]
    schemas["A"] = {"$ref": "#/components/schemas/B"}
    schemas["B"] = {"allOf": [{"$ref": "#/components/schemas/A"}, {"$ref": "#/components/schemas/B"}]}
    schemas["C"] = {"properties": {"c": {"$ref": "#/components/schemas/C"}}, "required": ["c"], "type": "object"}
    operation = document["paths"]["/tree"]["post"]
    content = {"application/json": {"schema": {"anyOf": [{"$ref": f"#/components/schemas/{n}"} for n in "ABCZ"]}}}
    operation["requestBody"] = {"content": content, "required": True}
    operation["responses"]["200"]["content"] = content


publish(app, spoil)
