"""Texts of the store."""

from __future__ import annotations

from openpcf.messages.text import Text

TEXTS = {
    "STORE_UNREADABLE": Text(
        "{place} is no store of openpcf: {found}.",
        "{place} 不是 openpcf 的存储文件：{found}。",
        "Name another file with --store, or restore this one from a backup.",
        "请用 --store 指定另一个文件，或从备份恢复该文件。",
    ),
    "STORE_NEWER": Text(
        "The store was written by another release of openpcf (format {found}, here {expected}).",
        "该存储文件由另一版本的 openpcf 写入（格式 {found}，本版本为 {expected}）。",
        "Use the release that wrote it, or a newer one.",
        "请使用写入该文件的版本或更新的版本。",
    ),
    "STORE_VERSION_TAKEN": Text(
        "{place} has this version already with other content: {found}.",
        "{place} 已存在该版本且内容不同：{found}。",
        "An issued version never changes: issue the correction as the next version.",
        "已签发的版本不可更改：请将更正作为下一版本签发。",
    ),
    "TL_ROLLBACK": Text(
        "Trust list {place} has sequence {found}, but {expected} was seen before.",
        "信任列表 {place} 的序号为 {found}，而此前已见 {expected}。",
        "Get the current list from its operator.",
        "请向列表运营者获取当前列表。",
    ),
    "TL_EQUIVOCATION": Text(
        "Trust list {place} was seen before with the same sequence and other content ({found}).",
        "信任列表 {place} 的同一序号此前对应不同内容（{found}）。",
        "Do not use either; ask the operator which one is theirs.",
        "两者均请勿使用；请向运营者确认哪一份有效。",
    ),
}
