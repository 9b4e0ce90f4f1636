import os
import resource

from fastapi import FastAPI
from notes import router

app = FastAPI()
app.include_router(router)
soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
resource.setrlimit(resource.RLIMIT_NOFILE, (min(soft, 64), hard))
