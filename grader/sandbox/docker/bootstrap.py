"""How what runs beside the submission gets into a container: in the command, so that it fits any image."""

from __future__ import annotations

import base64
import io
import zipfile
from functools import cache
from pathlib import Path

from grader.sandbox import inside

ARCHIVE = "/run/inside.zip"
"""A tmpfs that submissions cannot write to."""
BOOT = (
    "import sys, base64, importlib; "
    f"open({ARCHIVE!r}, 'wb').write(base64.b64decode(sys.argv[1])); "
    f"sys.path.append({ARCHIVE!r}); entry = importlib.import_module('inside.' + sys.argv[2]); "
    "sys.path.pop(); entry.main(sys.argv[3:])"
)


def command_for(module: str, *arguments: str) -> list[str]:
    """Return a container's command: `main` of a module of the package `inside`."""
    return ["python3", "-I", "-c", BOOT, _package(), module, *arguments]


@cache
def _package() -> str:
    """Return the package as a zip in base64: well below the 128 KiB that an argument may have."""
    data = io.BytesIO()
    folder = Path(inside.__file__).parent
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.glob("*.py")):
            archive.writestr(f"inside/{path.name}", path.read_text())
    return base64.b64encode(data.getvalue()).decode()
