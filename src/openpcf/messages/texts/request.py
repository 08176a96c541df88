"""Texts of supplier requests and replies."""

from __future__ import annotations

from openpcf.messages.text import Text

TEXTS = {
    "REPLY_NO_REQUEST": Text(
        "{place} is no reply to a request of openpcf.",
        "{place} 不是对 openpcf 数据请求的回复。",
        "Fill in and return the very file that was sent.",
        "请填写并返回所发送的原文件。",
    ),
    "REPLY_HEADER": Text(
        "{place} has no column “{expected}”.",
        "{place} 缺少“{expected}”列。",
        "Fill in the file as it was sent; columns may be moved but not renamed.",
        "请按原文件填写；列可移动，但不可改名。",
    ),
    "REPLY_ROW": Text(
        "The row “{expected}” is missing in {place}.",
        "{place} 缺少“{expected}”一行。",
        "Put the row back, or ask for the file to be sent again.",
        "请恢复该行，或要求重新发送文件。",
    ),
    "REPLY_BLANK": Text(
        "{place}: “{question}” is blank.",
        "{place}：“{question}”未填写。",
        "Enter it; write 0 only if it is really zero.",
        "请填写；确实为零才填 0。",
    ),
    "REPLY_NUMBER": Text(
        "{place}: “{question}” is “{found}”, which is no amount.",
        "{place}：“{question}”填写为“{found}”，不是有效数量。",
        "Write a number such as {expected}, without unit, not below zero.",
        "请填写形如 {expected} 的数字，不带单位，且不小于零。",
    ),
    "REPLY_DATE": Text(
        "{place}: “{question}” is “{found}”, which is no date.",
        "{place}：“{question}”填写为“{found}”，不是有效日期。",
        "Write the date as {expected}.",
        "请按 {expected} 的形式填写日期。",
    ),
    "REPLY_IDENTIFIER": Text(
        "{place}: “{question}” is “{found}”, which is no URI.",
        "{place}：“{question}”填写为“{found}”，不是 URI。",
        "Write an identifier such as urn:pact:your-domain:company-id:1 or a GS1 Digital Link.",
        "请填写形如 urn:pact:您的域名:company-id:1 的标识或 GS1 Digital Link。",
    ),
    "REPLY_CHOICE": Text(
        "{place}: “{question}” is “{found}”.",
        "{place}：“{question}”填写为“{found}”。",
        "Choose one of: {expected}.",
        "请从以下选项中选择：{expected}。",
    ),
}
