from tests.hostile.packing import packed


def hostile(folder, _placeholders):
    return packed(folder, ("C:evil.py", b""))


def honest(folder, _placeholders):
    return packed(folder, ("C-fine.py", b""))
