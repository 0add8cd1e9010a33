"""What the programs that compare hhvm-deb with dpkg-source on whole Debian source packages share."""

import hashlib
import os
import shlex
import stat
import subprocess
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
JAR = PROJECT / "hhvm-deb-tools/target/hhvm-deb.jar"
HHVM_DEB = shlex.split(os.environ.get("HHVM_DEB", "")) or ["java", "-jar", str(JAR)]


def run(*command, cwd=None):
    return subprocess.run(
        command, cwd=cwd, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, errors="replace"
    )


def fields(dsc):
    """The fields of a .dsc that are needed, signature or not."""
    found, last = {}, None
    for line in Path(dsc).read_text(errors="replace").splitlines():
        if line[:1] in (" ", "\t") and last:
            found[last].append(line.strip())
        elif ":" in line:
            last, value = line.split(":", 1)
            found.setdefault(last, [value.strip()])
    return found


def is_source_control(dsc):
    return Path(dsc).is_file() and {"Source", "Version"} <= fields(dsc).keys()


def orig_tarballs(described):
    """The names of the upstream tarballs, of which most packages have one."""
    names = [line.split()[-1] for line in described.get("Files", []) if line]
    return [n for n in names if ".orig" in n and not n.endswith(".asc")]


def snapshot(root):
    """A line for each path: type, mode, content."""
    tree = {}

    def add(directory, prefix):
        for entry in os.scandir(directory):
            path = prefix + entry.name
            status = entry.stat(follow_symlinks=False)
            mode = stat.S_IMODE(status.st_mode)
            if stat.S_ISLNK(status.st_mode):
                tree[path] = ("link", os.readlink(entry.path))
            elif stat.S_ISDIR(status.st_mode):
                tree[path] = ("directory", oct(mode))
                add(entry.path, path + b"/")
            elif stat.S_ISREG(status.st_mode):
                with open(entry.path, "rb") as file:
                    tree[path] = ("file", oct(mode), hashlib.file_digest(file, "sha1").hexdigest())
            else:
                tree[path] = ("other",)

    add(os.fsencode(str(root)), b"")
    return tree


def differences(expected, found):
    lines = []
    for path in sorted(expected.keys() | found.keys()):
        if expected.get(path) != found.get(path):
            lines.append(f"    {os.fsdecode(path)!r}: expected {expected.get(path)}, found {found.get(path)}")
    return lines
