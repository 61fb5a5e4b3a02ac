"""Questions: asked below, passed up with a word, answered above; the answer comes back to who asked."""

from dangvien.quality.actions.questions.answering import answer, close
from dangvien.quality.actions.questions.asking import ask
from dangvien.quality.actions.questions.passing import pass_up, send_up
from dangvien.quality.actions.questions.reminding import remind

__all__ = ["answer", "ask", "close", "pass_up", "remind", "send_up"]
