from tests.hostile.packing import packed


def hostile(folder, _placeholders):
    return packed(folder, ("MAIN.py", b"raise SystemExit"))


def honest(folder, _placeholders):
    return packed(folder, ("MAIN2.py", b""))
