import zipfile

from tests.hostile.packing import packed, patched


def hostile(folder, _placeholders):
    archive = packed(folder, ("lie.txt", b"x" * 77777), compression=zipfile.ZIP_STORED)
    return patched(archive, (77777).to_bytes(4, "little") * 2, (77777).to_bytes(4, "little") + (1).to_bytes(4, "little"))


def honest(folder, _placeholders):
    return packed(folder, ("lie.txt", b"x" * 77777), compression=zipfile.ZIP_STORED)
