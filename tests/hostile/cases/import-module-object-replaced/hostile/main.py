import sys
import types

from fastapi import FastAPI
from notes import router

app = FastAPI()
app.include_router(router)
class Other(types.ModuleType):
    def __getattr__(self, name):
        if name != "app":
            raise AttributeError(name)
        return app


other = Other("main")
other.__file__ = __file__
sys.modules["main"] = other
