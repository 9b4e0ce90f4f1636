"""The optional agent: what it answers, refuses and remembers. Its services are stand-ins of this lesson."""

import pytest

from grader.checks import expect

KEY = "sk-stand-in-4f1c"
COLOUR = "what colour has my parrot"


def ask(client, session, message, **expected):
    """Send a message, and expect this answer."""
    response = client.post("/chat", json={"session_id": session, "message": message})
    expect.status(response, 200)
    return expect.includes(response, expected)


def reply_to(message, *context):
    """Return what the language model's stand-in answers."""
    return f"[{len(context)}] {message[::-1]}"


@pytest.mark.criterion("chat-replies")
@pytest.mark.parametrize("message", ["hello there", "x", "7" * 500], ids=["words", "short", "long"])
def test_reply(client, message):
    """POST /chat answers with the language model's text as `reply`."""
    response = client.post("/chat", json={"session_id": "reply", "message": message})
    expect.status(response, 200)
    answer = expect.includes(response, {"reply": str})
    expect.that(
        answer["reply"].endswith(message[::-1]),
        "The reply is not the text that the language model answered.",
        response,
        expected="what `complete` returned as `text`",
        received=expect.show(answer["reply"]),
    )


@pytest.mark.criterion("chat-hides-key")
def test_answer(client):
    """The answer has `reply` and `context` and nothing else: no word of the provider's key."""
    response = client.post("/chat", json={"session_id": "key", "message": "good morning"})
    expect.status(response, 200)
    expect.lacks(response, KEY)
    expect.body(response, {"reply": str, "context": list})


BAD = {
    "empty-message": ({"session_id": "bad", "message": ""}, "message"),
    "501-letters": ({"session_id": "bad", "message": "7" * 501}, "message"),
    "no-message": ({"session_id": "bad"}, "message"),
    "message-is-a-list": ({"session_id": "bad", "message": ["hi"]}, "message"),
    "no-session": ({"message": "hello"}, "session_id"),
}


@pytest.mark.criterion("chat-refuses")
@pytest.mark.parametrize(("body", "field"), BAD.values(), ids=BAD)
def test_refused(client, body, field):
    """A message that is missing, empty or longer than 500 letters is answered 422."""
    expect.refused(client.post("/chat", json=body), ("body", field))


@pytest.mark.criterion("chat-remembers")
def test_remembered(client):
    """The context holds what the same session said before and is like the message."""
    ask(client, "ada", "my parrot is green", context=[])
    ask(client, "ada", "it rains", context=[])
    ask(client, "ada", COLOUR, context=["my parrot is green"], reply=reply_to(COLOUR, "my parrot is green"))


@pytest.mark.criterion("chat-remembers")
def test_sessions(client):
    """What one session said is no context of another one."""
    ask(client, "bob", "cats are black")
    ask(client, "eve", "which cats sleep", context=[])
