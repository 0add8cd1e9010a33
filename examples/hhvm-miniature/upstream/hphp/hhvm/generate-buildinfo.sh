#!/bin/sh
# Part of the HHVM miniature. Copyright 2026 hhvm-deb developers. SPDX-License-Identifier: Apache-2.0
#
# generate-buildinfo.sh --repo-schema | --compiler-id | HEADER
#
# Prints one of the two ids of this source tree, or writes both into a C header.
#
# Repo schema: $HHVM_REPO_SCHEMA, else the SHA-1 over the content of all files under hphp/ in the order
# of their names in the C locale. Build products live in _build/, never under hphp/, so the id is the
# same before and after a build, in a checkout and in a tarball.
# Compiler id: $COMPILER_ID, else git's description of the checkout, else the clock: a package sets it.
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)

# <variable> <value> <characters allowed>
checked() {
    case $2 in
        '' | *[!$3]*)
            echo "generate-buildinfo.sh: $1 '$2' must be made of these characters: $3" >&2
            exit 1 ;;
    esac
    printf '%s\n' "$2"
}

repo_schema() {
    if [ -n "${HHVM_REPO_SCHEMA-}" ]; then
        checked HHVM_REPO_SCHEMA "$HHVM_REPO_SCHEMA" A-Za-z0-9_
        return
    fi
    cd "$root"
    find hphp \( -path hphp/test -o -path hphp/tools -o -path hphp/util \) -prune -o \
        -name '.*' -prune -o -type f -print0 | LC_ALL=C sort -z | xargs -0 cat -- | sha1sum | cut -c 1-40
}

compiler_id() {
    if [ -n "${COMPILER_ID-}" ]; then
        checked COMPILER_ID "$COMPILER_ID" A-Za-z0-9_.:+~/-
    elif [ -e "$root/.git" ]; then
        git -C "$root" describe --all --long --abbrev=40 --always
    else
        date +%s_%N
    fi
}

case ${1-} in
    --repo-schema) repo_schema ;;
    --compiler-id) compiler_id ;;
    '' | -*)
        echo "usage: generate-buildinfo.sh --repo-schema | --compiler-id | HEADER" >&2
        exit 2 ;;
    *)
        schema=$(repo_schema)
        compiler=$(compiler_id)
        {
            printf '#define REPO_SCHEMA_ID "%s"\n' "$schema"
            printf '#define COMPILER_ID "%s"\n' "$compiler"
        } > "$1.new"
        mv "$1.new" "$1" ;;
esac
