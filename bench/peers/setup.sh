#!/bin/sh
# Makes the peers' virtual environment: bench/peers/setup.sh [FOLDER] (default .venv-peers).
set -eu
here=$(dirname "$0")
folder=${1:-.venv-peers}
"${PYTHON:-python3}" -m venv "$folder"
"$folder/bin/python" -m pip install --quiet --disable-pip-version-check -r "$here/requirements.txt"
