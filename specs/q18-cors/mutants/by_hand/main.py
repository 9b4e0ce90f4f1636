from fastapi import FastAPI, HTTPException, Request, Response

app = FastAPI()

ORIGINS = ["https://myapp.com", "https://admin.myapp.com"]
items = {1: "lamp", 2: "desk", 3: "chair"}


@app.middleware("http")
async def add_cors_headers(request: Request, call_next):
    response = await call_next(request)
    origin = request.headers.get("origin")
    if origin in ORIGINS:
        response.headers["Access-Control-Allow-Origin"] = origin
        response.headers["Access-Control-Allow-Credentials"] = "true"
        response.headers["Access-Control-Allow-Methods"] = "GET, POST, PUT, PATCH, DELETE, OPTIONS"
        response.headers["Access-Control-Allow-Headers"] = "Authorization, Content-Type, X-Request-ID"
        response.headers["Access-Control-Expose-Headers"] = "X-Total-Count"
        response.headers["Access-Control-Max-Age"] = "86400"
        response.headers["Vary"] = "Origin"
    return response


@app.get("/items")
def list_items(response: Response):
    response.headers["X-Total-Count"] = str(len(items))
    return [{"id": number, "name": name} for number, name in items.items()]


@app.delete("/items/{i}", status_code=204)
def delete_item(i: int):
    if items.pop(i, None) is None:
        raise HTTPException(status_code=404, detail="Item not found")
