"""Everything that writes the log. Who may ask for it is settled above: rights live in `orgs`."""

from dangvien.audit.actions.checkpoints import Contradicted, checkpoint, checkpoint_when_due
from dangvien.audit.actions.keeping import keep
from dangvien.audit.actions.recording import record

__all__ = ["Contradicted", "checkpoint", "checkpoint_when_due", "keep", "record"]
