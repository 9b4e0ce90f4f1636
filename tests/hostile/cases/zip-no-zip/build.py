from tests.hostile.packing import packed


def hostile(folder, _placeholders):
    archive = folder.with_suffix(".zip")
    archive.write_bytes(b"\x7fELF" * 1000)
    return archive


def honest(folder, _placeholders):
    return packed(folder)
