import warnings

from fastapi import FastAPI
from notes import router

app = FastAPI()
app.include_router(router)
warnings.simplefilter("error")
warnings.warn("now", DeprecationWarning)
