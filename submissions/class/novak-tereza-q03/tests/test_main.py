from fastapi.testclient import TestClient

from main import app

client = TestClient(app)


def test_me():
    assert client.get("/users/me").json() == {"user_id": "me"}


def test_item_limits():
    assert client.get("/items/1").status_code == 200
    assert client.get("/items/0").status_code == 422
    assert client.get("/items/10000").status_code == 422
