import os

from fastapi import FastAPI, Response, HTTPException
from fastapi.middleware.cors import CORSMiddleware

app = FastAPI()

# Allow specific origins (production)
app.add_middleware(
    CORSMiddleware,
    allow_origins=[
        "https://myapp.com",
        "https://admin.myapp.com"
    ],
    allow_credentials=True,       # allow cookies and auth headers
    allow_methods=["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"],
    allow_headers=["Authorization", "Content-Type", "X-Request-ID"],
    expose_headers=["X-Total-Count"],  # expose to JS
    max_age=86400                 # preflight cache: 24 hours
)

# Allow all origins (development only)
app.add_middleware(
    CORSMiddleware,
    allow_origins=["*"],
    allow_methods=["*"],
    allow_headers=["*"]
)

# Dynamic origins from environment
origins = os.getenv("CORS_ORIGINS", "http://localhost:3000").split(",")
app.add_middleware(CORSMiddleware, allow_origins=origins)

items = [{"id": 1, "name": "lamp"}, {"id": 2, "name": "desk"}, {"id": 3, "name": "chair"}]


@app.get("/items")
def get_items(response: Response):
    response.headers["X-Total-Count"] = str(len(items))
    return items


@app.delete("/items/{i}")
def delete_item(i: int):
    for item in items:
        if item["id"] == i:
            items.remove(item)
            return {"message": "deleted"}
    raise HTTPException(status_code=404)
