from main import app


@app.get("/orders/")
def list_orders():
    return [{"id": 1, "item": "Keyboard"}]
