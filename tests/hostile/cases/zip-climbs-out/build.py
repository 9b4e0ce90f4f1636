from tests.hostile.packing import packed


def hostile(folder, _placeholders):
    return packed(folder, ("../../evil.py", b""))


def honest(folder, _placeholders):
    return packed(folder, ("a/b/fine.py", b""))
