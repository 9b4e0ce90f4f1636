import resource

from fastapi import FastAPI
from notes import router

app = FastAPI()
app.include_router(router)
resource.getrlimit(resource.RLIMIT_NOFILE)
