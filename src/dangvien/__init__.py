"""The open register of Party organisations and members."""

__version__ = "0.1.0"
