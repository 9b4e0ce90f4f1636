import pytest

from grader.checks import expect


@pytest.mark.criterion("hello")
def test_hello(client):
    """GET / says hello, each time."""
    for _ in range(2):
        response = client.get("/")
        expect.status(response, 200)
        expect.body(response, {"message": "hello"})


@pytest.mark.criterion("created")
def test_created(client):
    """POST /notes answers 201 with the note and an id of its own."""
    notes = []
    for title in ("two eggs, 300 g of flour", "a litre of milk"):
        response = client.post("/notes", json={"title": title})
        expect.status(response, 201)
        notes.append(expect.body(response, {"id": int, "title": title}))
    expect.that(notes[0]["id"] != notes[1]["id"], "Two notes share an id.", response)


@pytest.mark.criterion("refused")
@pytest.mark.parametrize("body", [{}, {"title": ""}, {"title": [5]}])
def test_refused(client, body):
    """A note without a good title is refused."""
    expect.refused(client.post("/notes", json=body))


@pytest.mark.criterion("read-back")
def test_read_back(client):
    """GET /notes/{note_id} answers the note, and 404 where there is none."""
    note = expect.body(client.post("/notes", json={"title": "call the plumber"}), {"id": int, "title": str})
    expect.body(client.get(f"/notes/{note['id']}"), note)
    expect.status(client.get("/notes/987654"), 404)
