from fastapi import FastAPI
from notes import router
from tools import publish

app = FastAPI()
app.include_router(router)
@app.post("/extra")
def extra():
    return {}


def spoil(document):
    content = {"application/json": {"schema": {"$ref": "file://@SECRET_FILE@"}}}
    operation = document["paths"]["/extra"]["post"]
    operation["requestBody"] = {"content": content}
    operation["responses"]["200"]["content"] = content
    document["paths"]["/other"] = {"$ref": "file://@SECRET_FILE@"}


publish(app, spoil)
