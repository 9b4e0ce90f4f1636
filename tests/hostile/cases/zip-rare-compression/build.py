import zipfile

from tests.hostile.packing import packed


def hostile(folder, _placeholders):
    return packed(folder, compression=zipfile.ZIP_LZMA)


def honest(folder, _placeholders):
    return packed(folder)
