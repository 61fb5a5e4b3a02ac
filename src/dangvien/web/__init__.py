"""The shell of every page: frame, style, words, error pages. Knows no member."""
