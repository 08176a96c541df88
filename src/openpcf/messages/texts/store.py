"""Texts of the store."""

from __future__ import annotations

from openpcf.messages.text import Text

TEXTS = {
    "STORE_UNREADABLE": Text(
        "{place} is no store of openpcf: {found}.",
        "{place} 不是 openpcf 的存储文件：{found}。",
        "It was left as it is: restore it from a backup, or set OPENPCF_HOME to another folder.",
        "文件未作改动：请从备份恢复，或将 OPENPCF_HOME 设为其他文件夹。",
    ),
    "STORE_UNAVAILABLE": Text(
        "The store {place} can't be opened or written: {found}. Nothing was changed.",
        "无法打开或写入存储文件 {place}：{found}。未作任何改动。",
        "Make room, see that its folder may be written and no other program holds it, or set OPENPCF_HOME to another folder.",
        "请确认磁盘有空间、文件夹可写且未被其他程序占用，或将 OPENPCF_HOME 设为其他文件夹。",
    ),
    "STORE_NO_VERSION": Text(
        "The store holds no version {found} of {place}.",
        "存储中没有 {place} 的第 {found} 版。",
        "`openpcf history` lists what was issued from here.",
        "`openpcf history` 会列出由此签发的所有版本。",
    ),
    "STORE_NEWER": Text(
        "The store {place} was written by another release of openpcf (format {found}, here {expected}).",
        "存储文件 {place} 由另一版本的 openpcf 写入（格式 {found}，本版本为 {expected}）。",
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
