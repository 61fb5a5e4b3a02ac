"""Reports in the Party's document layout, as .docx and as PDF; every figure is a snapshot's."""

from dangvien.campaigns.reports.composing import compose
from dangvien.campaigns.reports.docx import docx
from dangvien.campaigns.reports.pdf import pdf

__all__ = ["compose", "docx", "pdf"]
