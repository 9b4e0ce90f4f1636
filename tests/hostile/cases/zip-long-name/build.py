from tests.hostile.packing import packed


def hostile(folder, _placeholders):
    return packed(folder, ("x" * 300, b""))


def honest(folder, _placeholders):
    return packed(folder, ("x" * 200, b""))
