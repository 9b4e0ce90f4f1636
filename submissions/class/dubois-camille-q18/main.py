from fastapi import FastAPI, HTTPException
from fastapi.middleware.cors import CORSMiddleware

app = FastAPI()

app.add_middleware(
    CORSMiddleware,
    allow_origins=["https://myapp.com", "https://admin.myapp.com"],
    allow_credentials=True,
    allow_methods=["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"],
    allow_headers=["Authorization", "Content-Type", "X-Request-ID"],
    expose_headers=["X-Total-Count"],
    max_age=86400,
)

articles = {1: "lamp", 2: "desk", 3: "chair"}


@app.get("/items")
def lister():
    # X-Total-Count : fait par expose_headers
    return [{"id": i, "name": nom} for i, nom in articles.items()]


@app.delete("/items/{i}", status_code=204)
def supprimer(i: int):
    if i not in articles:
        raise HTTPException(status_code=404, detail="Article introuvable")
    del articles[i]
