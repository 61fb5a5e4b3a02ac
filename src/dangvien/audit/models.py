"""The log: entries in chains, whom they speak of, signed checkpoints; triggers forbid all but adding."""

from __future__ import annotations

from typing import Any

from django.db import models

from dangvien.audit import words

NOTHING = "0" * 64  # the hash before the first entry of a chain


class Chain(models.Model):
    """The head of one chain. Several chains let several writers append at once."""

    number = models.PositiveSmallIntegerField(primary_key=True)
    length = models.PositiveBigIntegerField(default=0)
    head = models.CharField(max_length=64, default=NOTHING)


class Entry(models.Model):
    """Who did, or read, what, when. `hash` covers everything here and the entry before it.

    `actor` is plain text, so the log outlives the account. `org` is an `orgs.Organisation` id, `path`
    its path at that moment. `data` holds no identifier in the clear: sealed values only.
    """

    chain = models.PositiveSmallIntegerField()
    seq = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    actor = models.CharField(max_length=200)
    actor_id = models.BigIntegerField(null=True)
    action = models.CharField(max_length=40)  # a permission word or a verb: "member.read", "grant"
    org = models.BigIntegerField(null=True)
    path = models.CharField(max_length=400, blank=True)
    subject = models.CharField(max_length=80, blank=True)  # "person:<uid>", "batch:<uid>", "user:7"
    data: models.JSONField[dict[str, Any]] = models.JSONField(default=dict)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["chain", "seq"], name="one_place_in_chain")]
        indexes = [
            # The operator class lets PostgreSQL look up a prefix in any collation.
            models.Index(
                fields=["path", "-id"],
                name="entry_of_unit",
                opclasses=["varchar_pattern_ops", "int8_ops"],
            ),
            models.Index(fields=["actor_id", "action", "at"], name="entry_of_actor"),
            models.Index(fields=["action", "-id"], name="entry_of_action"),
            models.Index(fields=["subject"], name="entry_of_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.chain}/{self.seq}"

    @property
    def deed(self) -> str:
        """What was done, in Vietnamese."""
        return words.deed(self.action)

    @property
    def doer(self) -> str:
        """Who did it, in Vietnamese."""
        return words.doer(self.actor)


class Concerned(models.Model):
    """A person whom an entry speaks of ("ai đã xem hồ sơ này"); the entry's hash covers these ids."""

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="concerned")
    person = models.UUIDField()

    class Meta:
        indexes = [models.Index(fields=["person", "-entry"], name="entry_of_person")]


class Checkpoint(models.Model):
    """All chain heads at one moment under one Merkle root, signed; the level above keeps a copy."""

    at = models.DateTimeField()
    heads: models.JSONField[dict[str, list[Any]]] = models.JSONField()  # chain → [length, head]
    root = models.CharField(max_length=64)
    signature = models.CharField(max_length=128)
    public_key = models.CharField(max_length=64)


class Kept(models.Model):
    """A checkpoint that a lower register handed up, verified on arrival and kept for later."""

    fingerprint = models.CharField(max_length=64)  # of the public key: whose register it is
    name = models.CharField("Sổ của đơn vị", max_length=200)
    at = models.DateTimeField()
    content: models.JSONField[dict[str, Any]] = models.JSONField()
    kept_at = models.DateTimeField(auto_now_add=True)
    kept_by = models.CharField(max_length=200)

    class Meta:
        indexes = [models.Index(fields=["fingerprint", "at"], name="kept_of_register")]
