from pathlib import Path


def hostile(folder, _placeholders):
    return _written(folder, b"")


def honest(folder, _placeholders):
    return _written(folder, b"# -*- coding: latin-1 -*-\n")


def _written(folder: Path, declaration: bytes) -> Path:
    source = (folder / "main.py").read_bytes()
    (folder / "main.py").write_bytes(declaration + source + b"\nGREETING = 'gr\xfc\xdfe'\n")
    return folder
