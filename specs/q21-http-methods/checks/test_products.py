"""What each method does with a product."""

import pytest

from grader.checks import expect
from grader.checks.failure import Blocked

SUCCESS = range(200, 300)
LAMP = {"name": "desk lamp", "price": 10, "description": "with a shade"}


def create(client, **changes):
    """Create a product and return it as it should be shown; without an id nothing else can be asked."""
    fields = LAMP | changes
    response = client.post("/products", json=fields)
    product = expect.data(response) if response.is_success else None
    if not isinstance(product, dict) or not isinstance(product.get("id"), int):
        raise Blocked("POST /products did not create a product with an id.")
    return {"id": product["id"], **fields}


def shows(client, product):
    """Expect that GET shows exactly this product."""
    response = client.get(f"/products/{product['id']}")
    expect.status(response, 200)
    expect.body(response, product)


@pytest.mark.criterion("create")
@pytest.mark.parametrize(
    "fields",
    [LAMP, {"name": "Desk lamp", "price": 19.5, "description": None}, {"name": "chair", "price": 40}],
    ids=["lamp", "null", "left-out"],
)
def test_create(client, fields):
    """A new product is answered with 201 and its four fields."""
    response = client.post("/products", json=fields)
    expect.status(response, 201)
    expect.body(response, {"description": None} | fields | {"id": int})


@pytest.mark.criterion("create")
def test_ids_differ(client):
    """Two products get two ids, even if they are alike in everything else."""
    first = create(client)
    response = client.post("/products", json=LAMP)
    expect.status(response, SUCCESS)
    second = expect.includes(response, {"id": int})["id"]
    told = "Two products that were created one after the other got the same id."
    expect.that(second != first["id"], told, response, expected="two ids", received=f"{second} twice")


@pytest.mark.criterion("shown")
def test_list(client):
    """The list shows every product with its four fields."""
    wanted = [create(client, name="red chair", price=40.5), create(client, name="shelf", description=None)]
    response = client.get("/products")
    expect.status(response, 200)
    products = expect.body(response, list)
    for product in wanted:
        found = [each for each in products if isinstance(each, dict) and each.get("id") == product["id"]]
        difference = expect.mismatch([product], found, f"the list of products with the id {product['id']}")
        expect.that(
            not difference, difference, response, expected=expect.show(product), received=expect.show(found)
        )


@pytest.mark.criterion("shown")
def test_read(client):
    """A product is shown as it was created, and not the one that was created next."""
    products = [create(client, name="carpet"), create(client, name="mirror", price=99.5, description=None)]
    for product in products:
        shows(client, product)


@pytest.mark.criterion("missing-404")
def test_missing(client):
    """A product that does not exist is answered with 404."""
    expect.status(client.get("/products/987654301"), 404)


@pytest.mark.criterion("put-replaces")
def test_put(client):
    """PUT replaces the product as a whole, for good: a description that is left out becomes null."""
    product = create(client, name="sofa")
    fields = {"name": "big sofa", "price": 700.5}
    response = client.put(f"/products/{product['id']}", json=fields)
    expect.status(response, 200)
    replaced = product | fields | {"description": None}
    expect.body(response, replaced)
    shows(client, replaced)


@pytest.mark.criterion("put-replaces")
def test_put_twice(client):
    """A PUT that is sent twice has the same effect and answer as one that is sent once."""
    product, other = create(client, name="bench"), create(client, name="stool")
    fields = {"name": "garden bench", "price": 120, "description": "of oak"}
    for _ in range(2):
        response = client.put(f"/products/{product['id']}", json=fields)
        expect.status(response, 200)
        expect.body(response, product | fields)
    shows(client, product | fields)
    shows(client, other)


@pytest.mark.criterion("patch-keeps")
@pytest.mark.parametrize(
    "changes",
    [
        {"name": "floor lamp"},
        {"price": 12.5},
        {"description": "without a shade"},
        {"name": "lamp", "price": 0},
        {},
    ],
    ids=["name", "price", "description", "two", "none"],
)
def test_patch(client, changes):
    """PATCH changes the fields in the body, for good, and keeps the others."""
    product = create(client)
    response = client.patch(f"/products/{product['id']}", json=changes)
    expect.status(response, 200)
    expect.body(response, product | changes)
    shows(client, product | changes)


@pytest.mark.criterion("update-refused")
@pytest.mark.parametrize("field", ["name", "price"])
def test_incomplete(client, field):
    """POST and PUT without name or price are refused with 422, and a refused PUT changes nothing."""
    product = create(client, name="desk")
    fields = {key: value for key, value in LAMP.items() if key != field}
    expect.refused(client.post("/products", json=fields), ["body", field])
    expect.refused(client.put(f"/products/{product['id']}", json=fields), ["body", field])
    shows(client, product)


@pytest.mark.criterion("update-refused")
@pytest.mark.parametrize(
    "changes",
    [{"price": "cheap"}, {"name": ["desk"]}, {"description": {}}],
    ids=["price-text", "name-list", "description"],
)
def test_bad_fields(client, changes):
    """A field of the wrong kind is refused by POST, PUT and PATCH with 422."""
    product = create(client, name="wardrobe")
    place = ["body", *changes]
    expect.refused(client.post("/products", json=LAMP | changes), place)
    expect.refused(client.put(f"/products/{product['id']}", json=LAMP | changes), place)
    expect.refused(client.patch(f"/products/{product['id']}", json=changes), place)
    shows(client, product)


@pytest.mark.criterion("update-refused")
@pytest.mark.parametrize("field", ["name", "price"])
def test_null(client, field):
    """Null for name or price is refused by POST and PUT, and leaves no product without them after a PATCH."""
    product = create(client, name="cupboard")
    expect.refused(client.post("/products", json=LAMP | {field: None}), ["body", field])
    expect.refused(client.put(f"/products/{product['id']}", json=LAMP | {field: None}), ["body", field])
    expect.status(client.patch(f"/products/{product['id']}", json={field: None}), [200, 422])
    shows(client, product)


@pytest.mark.criterion("update-refused")
@pytest.mark.parametrize("method", ["PUT", "PATCH"])
def test_update_missing(client, method):
    """PUT and PATCH of a product that does not exist answer 404 and create nothing."""
    number = {"PUT": 987654302, "PATCH": 987654303}[method]
    response = client.request(method, f"/products/{number}", json=LAMP)
    expect.status(response, 404)
    expect.status(client.get(f"/products/{number}"), 404)


@pytest.mark.criterion("update-refused")
def test_bad_id(client):
    """An id that is no integer is refused with 422."""
    expect.refused(client.get("/products/seven"))
    expect.refused(client.patch("/products/seven", json={"price": 1}))


@pytest.mark.criterion("delete")
def test_delete(client, app):
    """DELETE answers 204 without a body and raises nothing."""
    product = create(client, name="table")
    response = client.delete(f"/products/{product['id']}")
    expect.status(response, 204)
    length = response.headers.get("content-length", "0")
    bare = not response.content and length == "0"
    told = "A 204 must not announce or send a body."
    expect.that(bare, told, response, expected="no body", received=f"{length} bytes")
    create(client, name="second table")  # once that is answered, what went wrong before it is in the log
    quiet = "Traceback" not in app.log()
    told = "The server raised an exception while it sent the 204."
    expect.that(quiet, told, response, expected="no exception in the log")


@pytest.mark.criterion("delete")
def test_gone(client):
    """After its deletion a product is gone, and the others are still there."""
    product, other = create(client, name="vase"), create(client, name="bowl")
    is_shown = client.get(f"/products/{other['id']}").is_success
    expect.status(client.delete(f"/products/{product['id']}"), SUCCESS)
    expect.status(client.get(f"/products/{product['id']}"), 404)
    expect.status(client.delete(f"/products/{product['id']}"), 404)
    if is_shown:  # else it is for the checks of GET to tell
        shows(client, other)


@pytest.mark.criterion("delete")
def test_delete_missing(client):
    """Deleting a product that never existed answers 404."""
    expect.status(client.delete("/products/987654304"), 404)


@pytest.mark.criterion("ids-never-reused")
def test_new_ids(client, app):
    """A product that is created after deletions gets an id that no product ever had."""
    app.restart()  # what other checks deleted must not hide a mistake here
    products = [create(client, name=f"cup {number}") for number in range(3)]
    known = {each["id"] for each in products}
    for product in (products[0], products[2]):
        client.delete(f"/products/{product['id']}")
    response = client.post("/products", json=LAMP)
    new = expect.includes(response, {"id": int})["id"]
    whose = "another product has" if new == products[1]["id"] else "a deleted product had"
    told = f"After deletions the new product got the id {new}, which {whose}."
    expect.that(new not in known, told, response, expected="a new id", received=str(new))


@pytest.mark.criterion("unusual-input")
def test_empty_name(client):
    """An empty name is a string like any other."""
    shows(client, create(client, name=""))
