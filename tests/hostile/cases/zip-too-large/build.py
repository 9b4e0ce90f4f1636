import random

from tests.hostile.packing import packed


def hostile(folder, _placeholders):
    block = random.Random(1).randbytes(15_000) * 200
    return packed(folder, *((f"{n}.bin", block) for n in range(75)))


def honest(folder, _placeholders):
    return packed(folder, *((f"{n}.bin", bytes(1000)) for n in range(60)))
