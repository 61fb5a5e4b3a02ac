"""The entry point of the server (granian, or any WSGI server)."""

from __future__ import annotations

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dangvien.config.settings")
application = get_wsgi_application()
# What is loaded by now stays: looking through it for cycles again and again costs a page in twenty.
gc.collect()
gc.freeze()
