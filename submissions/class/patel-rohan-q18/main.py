import json

from fastapi import FastAPI, HTTPException, Response
from fastapi.middleware.cors import CORSMiddleware

app = FastAPI()

origins = [
    "https://myapp.com",
    "https://admin.myapp.com",
]

app.add_middleware(
    CORSMiddleware,
    allow_origins=origins,
    allow_credentials=True,
    allow_methods=["*"],
    allow_headers=["Authorization", "Content-Type", "X-Request-ID"],
)

items = [
    {"id": 1, "name": "lamp"},
    {"id": 2, "name": "desk"},
    {"id": 3, "name": "chair"},
]


@app.get("/items")
async def get_items():
    return Response(
        content=json.dumps(items),
        media_type="application/json",
        headers={"X-Total-Count": str(len(items))},
    )


@app.delete("/items/{i}", status_code=204)
async def delete_item(i: int):
    for item in items:
        if item["id"] == i:
            items.remove(item)
            return
    raise HTTPException(status_code=404, detail="Item not found")
