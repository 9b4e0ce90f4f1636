"""Image archives as `docker load` reads them; the same files give the same bytes, and the same image id."""

from __future__ import annotations

import hashlib
import io
import json
import platform
import tarfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, Any

EPOCH = "1970-01-01T00:00:00Z"
ARCHITECTURES = {"x86_64": "amd64", "aarch64": "arm64", "arm64": "arm64"}
"""What Docker calls this machine."""


def write_layer(root: Path, file: IO[bytes]) -> None:
    """Write the files below `root`, sorted, without times and owners; /tmp is for everyone."""
    with tarfile.open(fileobj=file, mode="w", format=tarfile.GNU_FORMAT) as tar:
        for path in _sorted_tree(root):
            entry = tar.gettarinfo(path, arcname=path.relative_to(root).as_posix())
            entry.mtime, entry.uid, entry.gid, entry.uname, entry.gname = 0, 0, 0, "", ""
            entry.mode = 0o1777 if entry.name == "tmp" else 0o755 if entry.isdir() else entry.mode & 0o755
            if entry.isreg():
                with path.open("rb") as content:
                    tar.addfile(entry, content)
            else:
                tar.addfile(entry)


def _sorted_tree(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        yield path
        if path.is_dir() and not path.is_symlink():
            yield from _sorted_tree(path)


def write_image(layer: Path, config: Mapping[str, Any], name: str, file: IO[bytes]) -> None:
    """Write the archive of an image called `name`, of one layer, that runs as `config` says.

    `config` is what Docker calls so: `Env`, `User`, `Labels` and so on.
    """
    with layer.open("rb") as content:
        digest = hashlib.file_digest(content, "sha256").hexdigest()
    image = {
        "architecture": ARCHITECTURES[platform.machine()],
        "config": config,
        "created": EPOCH,
        "history": [{"created": EPOCH, "created_by": "grade image build"}],
        "os": "linux",
        "rootfs": {"diff_ids": [f"sha256:{digest}"], "type": "layers"},
    }
    text = json.dumps(image, sort_keys=True).encode()
    own_name = f"{hashlib.sha256(text).hexdigest()}.json"
    manifest = [{"Config": own_name, "Layers": [f"{digest}/layer.tar"], "RepoTags": [name]}]
    with tarfile.open(fileobj=file, mode="w", format=tarfile.GNU_FORMAT) as tar:
        add_bytes(tar, own_name, text)
        with layer.open("rb") as content:
            entry = tarfile.TarInfo(f"{digest}/layer.tar")
            entry.size = layer.stat().st_size
            tar.addfile(entry, content)
        add_bytes(tar, "manifest.json", json.dumps(manifest).encode())


def add_bytes(tar: tarfile.TarFile, name: str, content: bytes) -> None:
    """Add a file of these bytes."""
    entry = tarfile.TarInfo(name)
    entry.size = len(content)
    tar.addfile(entry, io.BytesIO(content))
