from tests.hostile.packing import packed


def hostile(folder, _placeholders):
    return packed(folder, ("zeros.bin", bytes(60_000_000)))


def honest(folder, _placeholders):
    return packed(folder, ("zeros.bin", bytes(3_000_000)))
