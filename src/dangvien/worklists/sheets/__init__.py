"""House-visit sheets: codes, what they ask, what they show, how they are keyed in again."""
