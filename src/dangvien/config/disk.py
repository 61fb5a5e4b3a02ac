"""On which kind of disk a folder lies: the embedded database breaks silently on a shared one."""

from __future__ import annotations

import ctypes
import os
from pathlib import Path

MOUNTS = Path("/proc/self/mountinfo")

# SQLite's write-ahead log lives in shared memory, which no network or host-shared folder carries.
_SHARED = {
    "9p", "afs", "ceph", "cifs", "davfs", "fuse.glusterfs", "fuse.rclone", "fuse.sshfs", "glusterfs",
    "lustre", "ncpfs", "nfs", "nfs4", "prl_fs", "smb3", "smbfs", "vboxsf", "vmhgfs", "fuse.vmhgfs-fuse",
}  # fmt: skip
_REMOTE_DRIVE = 4  # DRIVE_REMOTE of GetDriveTypeW


def shared(folder: Path) -> str:
    """The name of the network or shared file system that holds a folder, or "" for a local disk.

    Only what the system tells is known: on a system without /proc and other than Windows, "".
    """
    folder = folder.resolve()
    if os.name == "nt":
        kind = ctypes.windll.kernel32.GetDriveTypeW(folder.anchor)  # type: ignore[attr-defined]
        return "ổ đĩa mạng" if kind == _REMOTE_DRIVE else ""
    try:
        lines = MOUNTS.read_text("utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    deepest, found = "", ""
    for line in lines:
        before, _, after = line.partition(" - ")
        point = before.split()[4].replace("\\040", " ")
        if folder.is_relative_to(point) and len(point) >= len(deepest):
            deepest, found = point, after.split()[0]
    return found if found in _SHARED else ""
