"""Settings of the tests: the real ones in a fresh home, with jobs at once and cheap passwords."""

from __future__ import annotations

import os
import tempfile

os.environ["DANGVIEN_HOME"] = tempfile.mkdtemp(prefix="dangvien-test-")
os.environ.setdefault("DANGVIEN_TODAY", "2025-12-15")

from dangvien.config.settings import *  # noqa: F403

TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
(HOME / "static").mkdir(exist_ok=True)  # noqa: F405  (WhiteNoise warns of a folder that is not there)
