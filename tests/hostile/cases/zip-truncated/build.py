from tests.hostile.packing import packed


def hostile(folder, _placeholders):
    archive = packed(folder)
    archive.write_bytes(archive.read_bytes()[:-40])
    return archive


def honest(folder, _placeholders):
    return packed(folder)
