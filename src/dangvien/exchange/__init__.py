"""Lists in: preview, commit, undo. Lists out: purpose, watermark, quota."""
