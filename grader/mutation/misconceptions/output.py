"""What goes out: bodies, headers, cookies and errors."""

OUTPUT = {
    "drop-headers": (
        "The header seems to come along with the status. An error or a response carries only the "
        "headers that it is given. Pass `headers={...}`."
    ),
    "drop-header-assignment": (
        "A header that is easily forgotten, as the answer looks complete without it. Nobody adds it for "
        "you. Set `response.headers[...]` before you return."
    ),
    "rename-header": (
        "Underscores and hyphens look alike in a header's name. To a client they are two different "
        "headers. Write the name exactly as the assignment does."
    ),
    "drop-detail": (
        "The status alone seems to say what went wrong. Without a `detail` the client gets only the "
        "status in words. Say what was missing or wrong, and which one."
    ),
    "drop-media-type": (
        "The content type seems to follow from the content. It is what the response declares, or a "
        "default. Pass `media_type=`."
    ),
    "drop-dump-option": (
        "`model_dump()` seems to hold just what the client sent. It holds every field, with the "
        "defaults where nothing was sent. Ask for `exclude_unset=True`, or whatever should be left out."
    ),
    "drop-serializer": (
        "Whatever is an attribute of the model seems to be in the answer. Only fields are, and what is "
        "marked as computed or serialized. Keep the decorated method."
    ),
    "drop-httponly": (
        "A cookie seems to be safe as long as the site is. Without `httponly` every script in the page "
        "can read it, also one that someone smuggled in. Pass `httponly=True`."
    ),
    "drop-secure": (
        "The login page uses HTTPS, so the cookie seems to be protected. Without `secure` the browser "
        "also sends it over plain HTTP. Pass `secure=True`."
    ),
    "drop-samesite": (
        "The cookie seems to be sent only from your own pages. `samesite` is what decides this, and the "
        "assignment's value should be written down rather than left to a default. Pass `samesite=` with "
        "that value."
    ),
    "change-samesite": (
        "The values of `samesite` look like degrees of the same thing. `none` sends the cookie from "
        "every other site, `strict` not even when someone follows a link. Use the value that the "
        "assignment names."
    ),
    "drop-max-age": (
        "A cookie seems to stay until it is deleted. Without `max_age` it is gone when the browser "
        "closes. Pass its life in seconds."
    ),
    "change-max-age": (
        "The number looks right at a glance. `max_age` counts seconds, and the assignment promises an "
        "exact time. Work it out again."
    ),
    "drop-cookie-scope": (
        "A cookie seems to belong to the whole site. Its path and domain decide where it is sent, and "
        "which one is deleted. Pass the same ones when you set and delete it."
    ),
    "change-cookie-key": (
        "The cookie's name seems to be known to the server only. Whoever reads it later looks for "
        "exactly this name. Use the same name wherever it is set and read."
    ),
    "change-cookie-value": (
        "Any value seems to do for a cookie. The client sends back exactly what was set. Set the value "
        "that the assignment asks for."
    ),
    "drop-set-cookie": (
        "Knowing the session on the server seems to be enough. A client can only send back a cookie "
        "that it was given. Call `response.set_cookie(...)` on the response that goes out."
    ),
    "return-instead-of-raise": (
        "`HTTPException` looks like a kind of response. It is an exception: returned, it is an ordinary "
        "value, and the answer is 200 or a crash. Write `raise HTTPException(...)`."
    ),
    "return-error-body": (
        "A dictionary that tells of an error looks like an error. The status of a returned value is the "
        "route's, so the client sees a success. Raise `HTTPException` with the right status."
    ),
    "return-status-tuple": (
        "`return body, 404` is how Flask does it. FastAPI sends the pair as it is, as a JSON array with "
        "the status 200. Raise `HTTPException`, or return a `JSONResponse` with a status."
    ),
    "change-text": (
        "The exact wording seems to be yours. Where the assignment quotes a text, clients may compare "
        "it. Copy it."
    ),
    "drop-f-prefix": (
        "The braces look as if they were filled in. Only a string with an `f` in front does that; any "
        'other one is sent with its braces. Write f"...".'
    ),
    "change-number": (
        "The number is off by one. Counting from 0 or from 1, and counting before or after a change, "
        "are easily mixed up. Try it with the smallest case."
    ),
    "rename-key": (
        "The keys of an answer look like your own choice. The client reads exactly the agreed keys, "
        "capitals, hyphens and underscores included. Copy them from the assignment."
    ),
    "drop-key": (
        "The answer seems to say enough without this key. A client that was promised it finds nothing "
        "there. Return every key of the assignment, also when its value is empty."
    ),
    "swap-boolean": (
        "True and False are easily mixed up where the name does not read like a question. Here the "
        "other one is meant. Say the sentence aloud with the name in it."
    ),
    "drop-slice": (
        "The whole list seems to be the safe answer. The client asked for a part of it. Cut the list "
        "with `[skip : skip + limit]`."
    ),
    "drop-exception-translation": (
        "An exception seems to become the fitting answer by itself. One that FastAPI does not know is a "
        "500. Catch it and raise an `HTTPException` with the right status."
    ),
}
