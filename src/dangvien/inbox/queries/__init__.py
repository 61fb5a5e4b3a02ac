"""What lies in somebody's inbox."""

from dangvien.inbox.queries.mine import count, for_user, over, unread

__all__ = ["count", "for_user", "over", "unread"]
