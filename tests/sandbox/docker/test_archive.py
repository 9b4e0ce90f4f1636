"""Image archives do not depend on when, by whom and in which order their files were written."""

from __future__ import annotations

import io
import json
import os
import tarfile
from pathlib import Path

from grader.sandbox.docker.archive import write_image, write_layer


def make_tree(root: Path, names: list[str], when: int) -> Path:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
        os.utime(path, (when, when))
    (root / "tmp").mkdir(mode=0o700)
    (root / "link").symlink_to("/a/file")
    return root


def layer_of(root: Path) -> bytes:
    buffer = io.BytesIO()
    write_layer(root, buffer)
    return buffer.getvalue()


def test_the_same_files_give_the_same_layer(tmp_path: Path) -> None:
    names = ["a/file", "b", "a/é", "c/" + "long" * 40]
    first = make_tree(tmp_path / "1", names, 1_000)
    second = make_tree(tmp_path / "2", names[::-1], 2_000)
    (second / "a").chmod(0o700)
    (second / "b").chmod(0o666)
    assert layer_of(first) == layer_of(second)


def test_a_layer_belongs_to_root_and_is_writable_in_tmp_alone(tmp_path: Path) -> None:
    layer = layer_of(make_tree(tmp_path, ["a/file", "bin/sh"], 5))
    with tarfile.open(fileobj=io.BytesIO(layer)) as tar:
        entries = tar.getmembers()
    assert [entry.name for entry in entries] == ["a", "a/file", "bin", "bin/sh", "link", "tmp"]
    assert {(entry.uid, entry.gid, entry.uname, entry.gname, entry.mtime) for entry in entries} == {
        (0, 0, "", "", 0)
    }
    assert [entry.name for entry in entries if entry.mode & 0o022 and not entry.issym()] == ["tmp"]
    assert next(entry for entry in entries if entry.issym()).linkname == "/a/file"


def test_the_same_layer_gives_the_same_image(tmp_path: Path) -> None:
    layer = tmp_path / "layer.tar"
    layer.write_bytes(layer_of(make_tree(tmp_path / "root", ["a"], 7)))
    images = [io.BytesIO(), io.BytesIO()]
    for image in images:
        write_image(layer, {"User": "65534:65534"}, "some:name", image)
    assert images[0].getvalue() == images[1].getvalue()
    with tarfile.open(fileobj=io.BytesIO(images[0].getvalue())) as tar:
        manifest = json.loads(tar.extractfile("manifest.json").read())[0]  # type: ignore[union-attr]
        assert set(tar.getnames()) == {manifest["Config"], *manifest["Layers"], "manifest.json"}
