from fastapi import FastAPI, HTTPException, Response

app = FastAPI()

items = {1: "lamp", 2: "desk", 3: "chair"}


@app.get("/items")
def list_items(response: Response):
    response.headers["Access-Control-Allow-Origin"] = "https://myapp.com, https://admin.myapp.com"
    response.headers["X-Total-Count"] = str(len(items))
    return [{"id": number, "name": name} for number, name in items.items()]


@app.delete("/items/{i}", status_code=204)
def delete_item(i: int):
    if items.pop(i, None) is None:
        raise HTTPException(status_code=404, detail="Item not found")
