"""Cell styles of a workbook; no colour carries a meaning of its own."""

from __future__ import annotations

from typing import Any

_LINE = {"border": 1, "border_color": "#BFC6CE"}
_HEADER = {"bold": True, "text_wrap": True, "valign": "vcenter", **_LINE}

LOOKS: dict[str, dict[str, Any]] = {
    "legend": {"italic": True, "font_color": "#4A5560"},
    "header": {**_HEADER, "bg_color": "#DCE6F0"},
    "main header": {**_HEADER, "bg_color": "#FFE699"},
    "second header": {"text_wrap": True, "valign": "vcenter", "bg_color": "#EEF3F8", **_LINE},
    "note": {
        "text_wrap": True,
        "valign": "top",
        "font_size": 8,
        "font_color": "#5F6B76",
        "bg_color": "#F4F5F6",
        **_LINE,
    },
    "section": {"bold": True, "bg_color": "#DCE6F0"},
    "key": {"font_size": 9, "font_color": "#5F6B76", "num_format": "@"},
    "label": {},
    "main label": {"bg_color": "#FFE699"},
    "remark": {"text_wrap": True, "valign": "top", "font_size": 9, "font_color": "#5F6B76"},
    "value": {"num_format": "@", "text_wrap": True, "valign": "top", **_LINE},
    "figure": {"align": "left", "valign": "top", **_LINE},
    "text": {"num_format": "@", "valign": "top"},
    "amount": {"valign": "top"},
    "digits": {"num_format": "@", "align": "right", "valign": "top"},
}
