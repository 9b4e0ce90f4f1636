from fastapi import FastAPI, HTTPException

app = FastAPI(openapi_url=None)


@app.api_route("/{path:path}", methods=["GET", "POST", "PUT", "PATCH", "DELETE"])
def refuse(path: str):
    raise HTTPException(422, "no")
