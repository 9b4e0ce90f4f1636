from fastapi import FastAPI

app = FastAPI(openapi_url=None)


@app.api_route("/{path:path}", methods=["GET", "POST", "PUT", "PATCH", "DELETE"])
def all_in_one(path: str):
    return {"message": "hello"}
