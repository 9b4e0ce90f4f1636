import os

from fastapi import FastAPI
from notes import attempt, router

app = FastAPI()
app.include_router(router)
for path in ("/proc/sys/kernel/core_pattern", "/proc/sysrq-trigger", "/proc/sys/vm/drop_caches", "/sys/fs/cgroup/cgroup.procs"):
    with attempt(f"opened {path} for writing"):
        os.close(os.open(path, os.O_WRONLY))
with attempt("made a control group"):
    os.mkdir("/sys/fs/cgroup/@MARK@")
