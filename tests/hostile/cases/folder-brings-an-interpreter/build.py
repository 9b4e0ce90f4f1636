def hostile(folder, placeholders):
    program = folder / ".venv" / "bin" / "python"
    program.parent.mkdir(parents=True)
    (folder / ".venv" / "pyvenv.cfg").write_text("home = /usr\n")
    program.write_text(f"#!/bin/sh\ntouch '{placeholders['@OUTSIDE@']}/ran'\ncat '{placeholders['@SECRET_FILE@']}'\n")
    program.chmod(0o755)
    return folder


def honest(folder, _placeholders):
    (folder / "venv.py").touch()
    return folder
