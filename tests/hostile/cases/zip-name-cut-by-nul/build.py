from tests.hostile.packing import packed, patched


def hostile(folder, _placeholders):
    return patched(packed(folder, ("mainXpyXtxt", b"")), b"mainXpyXtxt", b"main.py\0txt")


def honest(folder, _placeholders):
    return packed(folder, ("main.py.txt", b""))
