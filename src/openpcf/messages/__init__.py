"""Texts by code, in English and Chinese.

A code has one :class:`Text`: what is wrong, and how to mend it. Texts are templates over the
parameters of a finding (``{found}``, ``{expected}``, ``{place}`` and its own named ones).
Each family of codes is one module under :mod:`openpcf.messages.texts`.
"""

from __future__ import annotations

from openpcf.messages.catalogue import codes, fix, known, say, text
from openpcf.messages.text import Text

__all__ = ["Text", "codes", "fix", "known", "say", "text"]
