import os

from fastapi import FastAPI
from notes import router

app = FastAPI()
app.include_router(router)
for place in ("/tmp", "/var/tmp", "/dev/shm", "/run", "/etc", "/", "/root", "/etc/cron.d", "/var/spool/cron", "/run/lock"):
    try:
        open(os.path.join(place, "pwned-@MARK@"), "x").close()
    except OSError:
        pass
