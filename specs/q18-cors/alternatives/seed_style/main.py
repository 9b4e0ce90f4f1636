"""The course's own middleware for production, around an async app with a plain list."""

from fastapi import FastAPI, HTTPException
from fastapi.middleware.cors import CORSMiddleware
from fastapi.responses import JSONResponse, Response

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

items = [
    {"id": 1, "name": "lamp"},
    {"id": 2, "name": "desk"},
    {"id": 3, "name": "chair"},
]


@app.get("/items")
async def get_items():
    return JSONResponse(content=items, headers={"X-Total-Count": str(len(items))})


@app.delete("/items/{i}")
async def delete_item(i: int):
    for item in items:
        if item["id"] == i:
            items.remove(item)
            return Response(status_code=204)
    raise HTTPException(status_code=404, detail=f"Item {i} not found")
