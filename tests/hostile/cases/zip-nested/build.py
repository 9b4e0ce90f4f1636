from tests.hostile.packing import packed


def hostile(folder, _placeholders):
    inner = packed(folder, ("zeros.bin", bytes(40_000_000))).read_bytes()
    return packed(folder, ("a.zip", inner), ("b.zip", inner))


def honest(folder, _placeholders):
    return packed(folder, ("a.zip", packed(folder).read_bytes()))
