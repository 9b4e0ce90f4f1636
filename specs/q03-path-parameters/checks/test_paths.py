"""What the endpoints must read from the path, and what they must refuse."""

import pytest

from grader.checks import expect


@pytest.mark.criterion("user-id")
@pytest.mark.parametrize("number", [7, 123])
def test_user(client, number):
    """A user's id comes back as an integer."""
    response = client.get(f"/users/{number}")
    expect.status(response, 200)
    expect.body(response, {"user_id": number})


@pytest.mark.criterion("user-id")
@pytest.mark.parametrize("text", ["abc", "1.5"])
def test_user_refused(client, text):
    """A user id that is no integer is refused with 422."""
    expect.refused(client.get(f"/users/{text}"))


@pytest.mark.criterion("user-order")
def test_order(client):
    """Both ids come back as integers, each under its own name."""
    response = client.get("/users/12/orders/345")
    expect.status(response, 200)
    expect.body(response, {"user_id": 12, "order_id": 345})


@pytest.mark.criterion("user-order")
@pytest.mark.parametrize("path", ["/users/12/orders/abc", "/users/abc/orders/345"], ids=["order", "user"])
def test_order_refused(client, path):
    """An order whose number, or whose user, is no integer is refused with 422."""
    expect.refused(client.get(path))


@pytest.mark.criterion("item-inside")
@pytest.mark.parametrize("number", [1, 42, 9999])
def test_item(client, number):
    """An item id from 1 to 9999 is accepted and comes back as an integer."""
    response = client.get(f"/items/{number}")
    expect.status(response, 200)
    expect.body(response, {"item_id": number})


@pytest.mark.criterion("item-outside")
@pytest.mark.parametrize("text", ["0", "-1", "10000", "abc"])
def test_item_refused(client, text):
    """An item id below 1, above 9999, or that is no integer, is refused with 422."""
    expect.refused(client.get(f"/items/{text}"))


@pytest.mark.criterion("model-known")
@pytest.mark.parametrize("name", ["alexnet", "resnet", "lenet"])
def test_model(client, name):
    """Each of the three models answers with its name, twice."""
    response = client.get(f"/models/{name}")
    expect.status(response, 200)
    expect.body(response, {"model": name, "value": name})


@pytest.mark.criterion("model-unknown")
@pytest.mark.parametrize("name", ["vgg", "resnet50"])
def test_model_refused(client, name):
    """A model that is not one of the three is refused with 422."""
    expect.refused(client.get(f"/models/{name}"))


@pytest.mark.criterion("users-me")
def test_me(client):
    """The fixed path /users/me is answered by itself, not as a user with the id `me`."""
    response = client.get("/users/me")
    expect.status(response, 200)
    expect.body(response, {"user_id": "me"})
