"""`python -m dangvien.cli`: the same as `dangvien`, for children that serve starts."""

from __future__ import annotations

from dangvien.cli import main

if __name__ == "__main__":
    main()
