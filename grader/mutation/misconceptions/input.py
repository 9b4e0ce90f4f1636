"""What comes in: parameters, bodies, models and their constraints."""

INPUT = {
    "drop-constraint": (
        "The type alone seems to say what is allowed. It accepts every value of that type, also those "
        "that make no sense here. Put the limit into `Query`, `Path` or `Field`, and FastAPI refuses "
        "the rest with a 422."
    ),
    "loosen-bound": (
        "The limit is nearly right, and off by one at its edge. The first value that should be refused "
        "is accepted. Try the last allowed value and the one after it."
    ),
    "tighten-bound": (
        "The limit is nearly right, and off by one at its edge. The last value that should be accepted "
        "is refused. Try the last allowed value and the one after it."
    ),
    "swap-bound": (
        "`gt` and `ge` (or `lt` and `le`) read almost the same. With `e` the bound itself is allowed, "
        "without it is not. Read the assignment's sentence again: at least means `ge`, more than means "
        "`gt`."
    ),
    "make-optional": (
        "A default of None looks like a harmless safety net. It makes the value optional, so a request "
        "that lacks it is accepted and the function has to live without it. Leave the default out where "
        "the value is required."
    ),
    "make-required": (
        "A type with `| None` seems to make a value optional. It only allows null; what makes it "
        "optional is the default. Give it one: `= None`."
    ),
    "change-default": (
        "The default seems to be yours to choose, as clients may always send a value. Those that do not "
        "send one rely on the documented default. Use the value from the assignment."
    ),
    "rename-parameter": (
        "A parameter's name looks like an inner matter of the function. FastAPI makes it the name in "
        "the request. Use the name that clients send, or give an `alias`."
    ),
    "rename-field": (
        "A field's name looks like an inner matter of the model. It is the key in the JSON that comes "
        "in and goes out. Use the agreed name, or give an `alias`."
    ),
    "rename-alias": (
        "The alias looks like a second name beside the field's own. It is the only one that clients may "
        "use. Write it exactly as the assignment does."
    ),
    "drop-alias": (
        "FastAPI seems to guess which header or key is meant. It uses the Python name, unless there is "
        "an `alias`. Declare the alias where the outer name is no Python name."
    ),
    "weaken-type": (
        "A wider type looks friendlier: it takes everything. Then nothing is converted or checked, and "
        "wrong input gets through to your code. Declare the type that you need, and FastAPI answers 422 "
        "to the rest."
    ),
    "drop-marker": (
        "The parameter's name seems to say where its value comes from. A plain parameter is read from "
        "the query string, whatever it is called. Say it: `Header()`, `Cookie()`, `Form()`, `File()` or "
        "`Body()`."
    ),
    "drop-convert-underscores": (
        "Header names seem to be taken as the parameters are called. FastAPI turns underscores into "
        "hyphens. Where the header really has underscores, say `convert_underscores=False`."
    ),
    "drop-embed": (
        "A single body parameter seems to be expected under its name. With one parameter, FastAPI takes "
        "the whole body for it. Say `Body(embed=True)` when the key should be there."
    ),
    "drop-extra-forbid": (
        "A model seems to refuse what it does not know. Pydantic ignores unknown keys by default, so a "
        'misspelt one is lost in silence. Set `extra="forbid"` in the model\'s configuration.'
    ),
    "drop-model-config": (
        "A model seems to know by itself how it is to be used. Reading attributes of other objects, "
        "stripping blanks or being frozen must be asked for. Set it in `model_config`."
    ),
    "drop-validator": (
        "The types seem to check everything that matters. A rule about the value, or about two fields "
        "together, is not in a type. Write it as a validator that raises ValueError."
    ),
    "drop-dependency": (
        "A dependency whose value is not used looks superfluous. It is there for what it does: it "
        "checks or refuses the request. Keep it, as a parameter or in `dependencies=[...]`."
    ),
    "drop-dependencies": (
        "It seems enough that the checking function exists. FastAPI runs a dependency only where it is "
        "declared. List it in `dependencies=[Depends(...)]` of the route, the router or the app."
    ),
    "drop-auto-error": (
        "A security scheme seems to be a mere description. By default it refuses a request without "
        "credentials on its own, before your function runs. Say `auto_error=False` where you want to "
        "decide yourself."
    ),
    "drop-scopes": (
        "Being logged in seems to be enough. A scope says what this user may do, and nobody checks one "
        "that is not declared. Name the scopes in `Security(..., scopes=[...])`."
    ),
}
