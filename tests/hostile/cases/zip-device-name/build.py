from tests.hostile.packing import packed


def hostile(folder, _placeholders):
    return packed(folder, ("aux.py", b""))


def honest(folder, _placeholders):
    return packed(folder, ("auxiliary.py", b""))
