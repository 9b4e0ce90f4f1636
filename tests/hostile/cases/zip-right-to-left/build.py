from tests.hostile.packing import packed


def hostile(folder, _placeholders):
    return packed(folder, ("\u202eyp.niam", b""))


def honest(folder, _placeholders):
    return packed(folder, ("שלום.txt", b""))
