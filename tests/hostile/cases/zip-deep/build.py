from tests.hostile.packing import packed


def hostile(folder, _placeholders):
    return packed(folder, ("a/" * 60 + "b.py", b""))


def honest(folder, _placeholders):
    return packed(folder, ("a/" * 20 + "b.py", b""))
