"""What the pages of figures show, gathered once: numbers, words, drawings; no request, no HTML page."""

from dangvien.campaigns.board.gathering import board
from dangvien.campaigns.board.shape import Board

__all__ = ["Board", "board"]
