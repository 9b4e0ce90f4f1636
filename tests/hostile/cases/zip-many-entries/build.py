from tests.hostile.packing import packed


def hostile(folder, _placeholders):
    return packed(folder, *((f"f/{n}", b"") for n in range(10_001)))


def honest(folder, _placeholders):
    return packed(folder, *((f"f/{n}", b"") for n in range(500)))
