"""One text: what is wrong and how to mend it, in two languages."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """``en``/``zh`` say what is wrong; ``fix_en``/``fix_zh`` say how to mend it."""

    en: str
    zh: str
    fix_en: str = ""
    fix_zh: str = ""
