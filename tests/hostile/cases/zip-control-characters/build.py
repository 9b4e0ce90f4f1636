from tests.hostile.packing import packed


def hostile(folder, _placeholders):
    return packed(folder, ("a\x1b[2Jb.py", b""))


def honest(folder, _placeholders):
    return packed(folder, ("ä b.py", b""))
