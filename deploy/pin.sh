#!/usr/bin/env bash
# Makes the pinned requirements anew from pyproject.toml; needs uv on the path. Arguments go to uv, such as --upgrade.
# Nothing of the machine enters the files: no index, no path, no annotation.
set -euo pipefail
cd "$(dirname "$0")/.."

pin() {
    local file=$1
    shift
    uv pip compile pyproject.toml "$@" --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
        --quiet --output-file "$file" >&2
}

pin deploy/requirements.txt --group build "$@"
pin deploy/requirements-test.txt --group build --group test --constraints deploy/requirements.txt "$@"
