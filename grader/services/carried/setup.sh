#!/usr/bin/env bash
# Gradescope runs this once, when it builds the image: a Python, and what the grader needs.
set -euo pipefail

base=${GRADER_BASE:-/autograder}
source=$base/source

# Prints the first Python on the path that is new enough and can make environments.
fitting() {
  local name
  for name in ${GRADER_PYTHON:-python3.13 python3.12 python3.11 python3.14 python3}; do
    if "$name" -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      command -v "$name"
      return
    fi
  done
  return 1
}

by_uv() {
  command -v curl >/dev/null || { apt-get update -q && apt-get install -yq curl ca-certificates; } >&2
  curl -LsSf https://astral.sh/uv/install.sh | UV_UNMANAGED_INSTALL=$base/uv sh >&2
  UV_PYTHON_INSTALL_DIR=$base/python "$base/uv/uv" python install 3.12 >&2
  UV_PYTHON_INSTALL_DIR=$base/python "$base/uv/uv" python find --managed-python 3.12
}

by_apt() {
  local version
  apt-get update -q >&2
  for version in 3.13 3.12 3.11; do
    if apt-get install -yq "python$version" "python$version-venv" >&2; then
      command -v "python$version"
      return
    fi
  done
  return 1
}

python=$(fitting || by_uv || by_apt) || { echo "setup.sh: no Python >= 3.11 could be installed" >&2; exit 1; }
"$python" -m venv --clear "$base/venv"
"$base/venv/bin/python" -m pip install --quiet --disable-pip-version-check -r "$source/requirements.txt"
# The grader itself stays where it is; this line of a .pth file makes it importable.
echo "$source" > "$("$base/venv/bin/python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/grader.pth"
"$base/venv/bin/python" -m compileall -q "$source/grader"
"$base/venv/bin/python" -P -m grader --version
