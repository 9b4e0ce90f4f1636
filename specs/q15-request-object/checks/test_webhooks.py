"""What the webhooks must answer to a raw body."""

import hashlib
import hmac

import pytest

from grader.checks import expect

PLAIN, SIGNED = "/webhook", "/webhook/signed"
EVENTS = [
    (b'{"event": "paid"}', "paid"),
    ('{"event": "Grüße aus Łódź", "n": 1}'.encode(), "Grüße aus Łódź"),
    (b'\n{ "n":1,   "event" :\t"spaced out" }\r\n', "spaced out"),
    (rb'{"b": 2.50, "a": 1, "event": "\u00e9"}', "é"),
]
VALUES = [
    (b'{"event": 7}', 7),
    (b'{"event": {"type": "refund", "parts": [1, null]}}', {"type": "refund", "parts": [1, None]}),
    (b'{"event": null}', None),
    (b'{"event": ""}', ""),
    (b'{"event": false}', False),
    (b'{"type": "other"}', None),
    (b"{}", None),
]
BROKEN = [b'{"event": "paid"', b"event=paid", b"", b"{'event': 'paid'}"]
NO_OBJECTS = [b'["event"]', b"12", b'"event"', b"null", b"[]"]
NO_UTF_8 = [b'{"event": "\xff\xfe"}', b"\xe9"]


def sign(raw, key=b"webhook-secret"):
    """Return the signature that belongs to a raw body."""
    return hmac.new(key, raw, hashlib.sha256).hexdigest()


def post(client, path, raw, **headers):
    """Send a raw body; without a Content-Type of its own it says JSON."""
    sent = {"Content-Type": "application/json"} | {
        name.replace("_", "-"): text for name, text in headers.items()
    }
    return client.post(path, content=raw, headers=sent)


def expect_event(response, raw, event):
    """Expect the answer to a body that is a JSON object."""
    expect.status(response, 200)
    expect.body(response, {"received": len(raw), "event": event})


@pytest.mark.criterion("webhook")
@pytest.mark.parametrize(("raw", "event"), EVENTS, ids=["plain", "not-ascii", "spaces", "escaped"])
def test_event(client, raw, event):
    """POST /webhook answers the number of bytes as they came, and the event."""
    expect_event(post(client, PLAIN, raw), raw, event)


@pytest.mark.criterion("webhook-values")
@pytest.mark.parametrize(
    ("raw", "event"), VALUES, ids=["number", "object", "null", "empty", "false", "other", "none"]
)
def test_any_value(client, raw, event):
    """The event may be any JSON value, or be missing."""
    expect_event(post(client, PLAIN, raw), raw, event)


@pytest.mark.criterion("webhook-values")
@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded"])
def test_any_type(client, kind):
    """The header Content-Type does not matter, nor that it is missing."""
    raw = b'{"event": "typed"}'
    expect_event(client.post(PLAIN, content=raw, headers={"Content-Type": kind}), raw, "typed")
    expect_event(client.post(PLAIN, content=raw), raw, "typed")


@pytest.mark.criterion("webhook-400")
@pytest.mark.parametrize("raw", BROKEN, ids=["cut", "form", "empty", "python"])
def test_broken(client, raw):
    """POST /webhook answers 400 to a body that is no JSON."""
    expect.status(post(client, PLAIN, raw), 400)


@pytest.mark.criterion("webhook-odd-bodies")
@pytest.mark.parametrize("raw", NO_OBJECTS, ids=["list", "number", "text", "null", "empty-list"])
def test_no_object(client, raw):
    """POST /webhook answers 400 to JSON that is no object."""
    expect.status(post(client, PLAIN, raw), 400)


@pytest.mark.criterion("webhook-odd-bodies")
@pytest.mark.parametrize("raw", NO_UTF_8, ids=["in-json", "alone"])
def test_no_utf_8(client, raw):
    """POST /webhook answers 400 to a body that is no UTF-8."""
    expect.status(post(client, PLAIN, raw), 400)


@pytest.mark.criterion("signed")
@pytest.mark.parametrize(("raw", "event"), EVENTS, ids=["plain", "not-ascii", "spaces", "escaped"])
def test_signed(client, raw, event):
    """POST /webhook/signed accepts a body with the right signature, made of the bytes as they came."""
    expect_event(post(client, SIGNED, raw, X_Signature=sign(raw)), raw, event)


@pytest.mark.criterion("signed")
@pytest.mark.parametrize("raw", [*BROKEN, NO_OBJECTS[0], NO_UTF_8[0]], ids=repr)
def test_signed_broken(client, raw):
    """With the right signature a body that is no JSON object is answered 400, like at /webhook."""
    expect.status(post(client, SIGNED, raw, X_Signature=sign(raw)), 400)


@pytest.mark.criterion("forged")
def test_unsigned(client):
    """POST /webhook/signed answers 401 without a signature, and with an empty one."""
    raw = b'{"event": "unsigned"}'
    expect.status(post(client, SIGNED, raw), 401)
    expect.status(post(client, SIGNED, raw, X_Signature=""), 401)


@pytest.mark.criterion("forged")
def test_forged(client):
    """POST /webhook/signed answers 401 to a signature that is not that of these bytes with this key."""
    raw, other = b'{"event": "forged", "amount": 1}', b'{"event": "forged", "amount": 9}'
    right = sign(raw)
    wrong = {
        "that of another body": sign(other),
        "that of another key": sign(raw, b"another-secret"),
        "that of an empty body": sign(b""),
        "a hash without the key": hashlib.sha256(raw).hexdigest(),
        "the beginning of the right one": right[:32],
        "the right one and more": right + "00",
        "the key itself": "webhook-secret",
    }
    for what, signature in wrong.items():
        response = post(client, SIGNED, raw, X_Signature=signature)
        expect.status(response, 401, f"The signature was {what}.")


@pytest.mark.criterion("forged")
def test_spaces_count(client):
    """A signature of the same JSON with other spaces is a wrong one."""
    raw, alike = b'{"event":"x","n":1}', b'{"event": "x", "n": 1}'
    expect.status(post(client, SIGNED, raw, X_Signature=sign(alike)), 401)
    expect.status(post(client, SIGNED, alike, X_Signature=sign(raw)), 401)


@pytest.mark.criterion("forged")
@pytest.mark.parametrize("raw", [b"{", b""], ids=["broken", "empty"])
def test_signature_first(client, raw):
    """A wrong signature is 401, also with a body that is no JSON."""
    expect.status(post(client, SIGNED, raw, X_Signature=sign(b"{}")), 401)
