"""What a path operation declares: its path, method, status, response and documentation."""

ROUTES = {
    "drop-response-model": (
        "It looks as if whatever the function returns were what the client should see. Without a "
        "response model FastAPI sends everything that is in the object, secrets included, and documents "
        "nothing. Declare it: a return annotation, or `response_model=` in the decorator."
    ),
    "drop-response-model-option": (
        "A response model says which fields there are, so it seems to say which ones are sent, too. "
        "Leaving out unset, empty or named fields is an option of its own. Give the decorator "
        "`response_model_exclude_unset=True` or the like."
    ),
    "drop-response-class": (
        "It is natural to think that FastAPI sees from the value what to send. It sends JSON unless "
        "told otherwise. Name the `response_class`, or return an object of it."
    ),
    "drop-status-code": (
        "One might expect POST to answer 201 and DELETE 204 by themselves. FastAPI answers 200 unless "
        "the route says otherwise. Give the decorator `status_code=`."
    ),
    "change-status": (
        "This code is a near relative of the right one, and easily taken for it. Clients act on the "
        "exact number, so a neighbour tells them something else. Look up what the assignment promises "
        "for this case and send that."
    ),
    "drop-response-status": (
        "A response object that you make yourself does not take over the status of the decorator. It "
        "answers 200 by default. Pass `status_code=` to the response."
    ),
    "drop-status-assignment": (
        "The decorator's status seems to fit every way out of the function. It is the same for all of "
        "them, so a different outcome must say so itself. Set `response.status_code` before you return."
    ),
    "drop-documentation": (
        "Titles, descriptions and tags change no answer, so they seem to be decoration. They are what "
        "others read in /docs before they write any code. Keep the ones that the assignment asks for."
    ),
    "rename-path": (
        "Singular or plural, the path seems to be a matter of taste. Clients send exactly the path that "
        "was agreed, and any other one is a 404. Copy the path from the assignment, letter by letter."
    ),
    "change-trailing-slash": (
        "With or without a slash at the end, it looks like the same address. They are two different "
        "paths, and FastAPI answers the other one with a redirect. Write it as the assignment does."
    ),
    "rename-path-parameter": (
        "The name in the braces looks like a mere label. FastAPI matches it with the function's "
        "parameter by name; one that does not match is read from the query string instead. Use the same "
        "name in both places."
    ),
    "drop-path-converter": (
        "A path parameter seems to take whatever follows. It ends at the next slash, unless it is "
        "declared as a path. Write `{name:path}`."
    ),
    "swap-method": (
        "The methods look interchangeable as long as the function is the same. The method is part of "
        "the address: a request with another one gets a 405. Use the decorator of the method that the "
        "assignment names."
    ),
    "swap-routes": (
        "It seems that FastAPI picks the path that fits best. It takes the first one that matches, and "
        "a parameter matches any text. Declare the literal path before the one with the parameter."
    ),
    "drop-route": (
        "A function that is written and correct looks finished. FastAPI knows only those that are "
        "registered. Add it with a decorator or with `add_api_route`."
    ),
}
