"""What happens in between: conditions, state, concurrency and wiring."""

LOGIC = {
    "drop-guard": (
        "The case seems never to happen. It does, and then the code below crashes or does the wrong "
        "thing. Test for it first, and raise `HTTPException`."
    ),
    "drop-branch": (
        "The usual case seems to cover everything. This one has an answer of its own in the assignment. "
        "Test for it and return that answer."
    ),
    "negate-condition": (
        "The condition is the wrong way round, which happens most easily with `not`. Then exactly the "
        "right requests are refused. Read it aloud as a sentence, and try one request of each kind."
    ),
    "shift-comparison": (
        "The comparison is right but for its edge. The value that is exactly equal goes the wrong way. "
        "Try that very value."
    ),
    "swap-and-or": (
        "`and` and `or` are used loosely when we speak. In code, `and` needs both, `or` one of them. "
        "Write down the four cases and what should happen in each."
    ),
    "drop-filter": (
        "The loop seems to find only what is meant. Without an `if` it takes everything. Add the "
        "condition to the comprehension."
    ),
    "drop-state-change": (
        "Answering as if it were done seems to do it. The answer is only words: the store must really "
        "change, or the next request shows that it did not. Make the change before you return."
    ),
    "drop-await": (
        "Calling an `async` function seems to run it. It makes a coroutine, and nothing runs until that "
        "is awaited. Write `await` before the call."
    ),
    "blocking-sleep": (
        "`time.sleep` seems to make only this request wait. In an `async` function it stops the event "
        "loop, and with it every other request. Write `await asyncio.sleep(...)`."
    ),
    "make-async": (
        "`async def` seems to make a function quicker. FastAPI runs it in the event loop, where each "
        "blocking call stops all other requests; a plain `def` gets a thread. Use `async def` only "
        "where you `await`."
    ),
    "make-plain": (
        "`def` and `async def` look the same from outside. FastAPI runs a plain `def` in a thread, "
        "beside other requests, so what it shares with them may change under its hands. Keep `async "
        "def` where the code counts on the event loop."
    ),
    "call-task-directly": (
        "The task runs either way, so it seems not to matter how. Called directly, it makes the client "
        "wait for it. Hand it over: `background_tasks.add_task(function, argument)`."
    ),
    "drop-background-task": (
        "A task that is defined seems to run. It runs only when it is handed over. Call "
        "`background_tasks.add_task(function, argument)`."
    ),
    "drop-background": (
        "A response that you make yourself seems to take the background tasks along. It runs only what "
        "it is given. Pass `background=`."
    ),
    "drop-include-router": (
        "A router with routes seems to be part of the app. The app knows it only after "
        "`app.include_router(router)`. Without that, every one of its paths is a 404."
    ),
    "drop-prefix": (
        "The module's name seems to become part of the path. A path is what the decorator says, with "
        'the router\'s prefix before it. Pass `prefix="/..."` to the router or to `include_router`.'
    ),
    "drop-mount": (
        "An app or a folder that exists seems to be served. It is served only where it is mounted. Call "
        '`app.mount("/path", ...)`.'
    ),
    "drop-middleware": (
        "Middleware that is written seems to work. It sees requests only after it is added to the app. "
        'Use `app.add_middleware(...)` or `@app.middleware("http")`.'
    ),
    "drop-middleware-option": (
        "The middleware's defaults seem to allow what you need. They are strict: CORS, for example, "
        "allows no origin at all. Name what should be allowed."
    ),
    "drop-exception-handler": (
        "A handler function seems to be found by its name or its type. The app calls it only when it is "
        "registered for the exception. Use `@app.exception_handler(...)`."
    ),
    "drop-event-handler": (
        "Code for the start of the app seems to run by itself. It runs only when it is registered. Pass "
        "a `lifespan` to `FastAPI`."
    ),
    "drop-lifespan": (
        "A lifespan function that is written seems to run. The app runs it only when it is given to it. "
        "Write `FastAPI(lifespan=lifespan)`."
    ),
    "drop-cleanup": (
        "When the app or the request ends, everything seems to be closed for you. What you opened stays "
        "open until you close it. Do it after the `yield`, best in a `finally`."
    ),
    "drop-caching": (
        "Calling a function twice seems to give the same object. It makes a new one each time. Keep "
        "`@lru_cache` where one object is meant."
    ),
}
