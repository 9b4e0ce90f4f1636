from tests.hostile.packing import packed


def hostile(folder, _placeholders):
    return packed(folder, ("/tmp/evil.py", b""))


def honest(folder, _placeholders):
    return packed(folder, ("tmp/fine.py", b""))
