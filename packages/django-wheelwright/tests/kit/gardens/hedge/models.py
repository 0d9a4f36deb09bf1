"""
Trees as django-mptt and django-treebeard keep them: the columns, and what marks their models.
"""

# ruff: noqa: DJ001, DJ008  (nobody looks at these rows, and empty texts must be null somewhere)

import types

from django.db import models


class Numbered(models.Model):
    """
    Nested numbers and a parent, as of django-mptt.
    """

    name = models.CharField(max_length=20)
    note = models.TextField(null=True)
    parent = models.ForeignKey("self", models.CASCADE, null=True)
    tree_id = models.PositiveIntegerField()
    lft = models.PositiveIntegerField()
    rght = models.PositiveIntegerField()
    level = models.PositiveIntegerField()

    _mptt_meta = types.SimpleNamespace(
        parent_attr="parent",
        tree_id_attr="tree_id",
        left_attr="lft",
        right_attr="rght",
        level_attr="level",
    )


class Pathed(models.Model):
    """
    A path of steps, as of django-treebeard.
    """

    steplen = 4
    alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"

    name = models.CharField(max_length=20)
    path = models.CharField(max_length=255, unique=True)
    depth = models.PositiveIntegerField()
    numchild = models.PositiveIntegerField(default=0)


class ShortPathed(models.Model):
    """
    The same, with room for two steps only: no node can stand three levels down.
    """

    steplen = 4
    alphabet = Pathed.alphabet

    path = models.CharField(max_length=8, unique=True)
    depth = models.PositiveIntegerField()
    numchild = models.PositiveIntegerField(default=0)
