import zipfile

from tests.hostile.packing import packed


def hostile(folder, _placeholders):
    archive = packed(folder, ("s.txt", b"x"), compression=zipfile.ZIP_STORED)
    with zipfile.ZipFile(archive) as opened:
        start = opened.start_dir
    content = bytearray(archive.read_bytes())
    content[start + 8] |= 1  # the flag of the first central record
    archive.write_bytes(content)
    return archive


def honest(folder, _placeholders):
    return packed(folder, ("s.txt", b"x"), compression=zipfile.ZIP_STORED)
