import zipfile

from tests.hostile.packing import packed


def hostile(folder, _placeholders):
    archive = packed(folder, *((f"file-{n:04}.bin", b"x" * 1000) for n in range(50)))
    with zipfile.ZipFile(archive) as opened:
        offsets = [info.header_offset for info in opened.infolist()]
    content = archive.read_bytes()
    archive.write_bytes(content.replace(offsets[-1].to_bytes(4, "little"), offsets[-2].to_bytes(4, "little")))
    return archive


def honest(folder, _placeholders):
    return packed(folder, *((f"file-{n:04}.bin", b"x" * 1000) for n in range(50)))
