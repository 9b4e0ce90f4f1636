from fastapi import FastAPI

app = FastAPI()

models = ["alexnet", "resnet", "lenet"]


@app.get("/users/me")
def me():
    return {"user_id": "me"}


@app.get("/users/{user_id}")
def get_user(user_id):
    return {"user_id": user_id}


@app.get("/users/{user_id}/orders/{order_id}")
def get_order(user_id, order_id):
    return {"user_id": user_id, "order_id": order_id}


@app.get("/items/{item_id}")
def get_item(item_id):
    if int(item_id) < 1 or int(item_id) > 9999:
        return {"error": "item_id must be between 1 and 9999"}
    return {"item_id": item_id}


@app.get("/models/{model_name}")
def get_model(model_name):
    if model_name not in models:
        return {"error": "unknown model"}, 422
    return {"model": model_name, "value": model_name}
