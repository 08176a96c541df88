"""Texts of the command line's own refusals."""

from __future__ import annotations

from openpcf.messages.text import Text

TEXTS = {
    "AS_OF_FORM": Text(
        "“{found}” is no day and no instant with a time zone.",
        "“{found}”不是日期，也不是带时区的时间。",
        "Write a day such as {expected}.",
        "请写日期，如 {expected}。",
    ),
    "FORMAT_UNKNOWN": Text(
        "There is no form “{found}”.",
        "没有“{found}”这种格式。",
        "Choose one of: {expected}.",
        "请选择：{expected}。",
    ),
    "MAP_FORM": Text(
        "“{found}” does not say which column is which field.",
        "“{found}”未说明列与字段的对应关系。",
        "Write {expected}, such as --map “Menge=quantity”.",
        "请写作 {expected}，例如 --map “Menge=quantity”。",
    ),
    "REQUEST_NOTHING": Text(
        "Neither a study nor a reply was named.",
        "既未指定研究，也未指定回复。",
        "Name a STUDY to ask its suppliers, or --reply FILE to answer.",
        "请指定 STUDY 以向供应商索取数据，或用 --reply FILE 作答。",
    ),
    "EXPORT_FORM": Text(
        "{found} has no ending results can be written in.",
        "{found} 的扩展名不支持导出结果。",
        "Take one of: {expected}.",
        "请使用：{expected}。",
    ),
    "CONFIRM_FORM": Text(
        "“{found}” does not say which factor is confirmed for which line.",
        "“{found}”未说明为哪一条目确认哪个因子。",
        "Write it as {expected}.",
        "请写作 {expected}。",
    ),
    "CONFIRM_WHO": Text(
        "A confirmation needs the name of who confirms.",
        "确认须注明确认人。",
        "Add --by NAME.",
        "请添加 --by 姓名。",
    ),
    "CONFIRM_NO_KEY": Text(
        "{place} has no own number, GTIN or part number to remember it by.",
        "{place} 没有可供记忆的自有编号、GTIN 或型号。",
        "Enter one of them in the bill, or name the factor in the row itself.",
        "请在物料清单中填写其一，或直接在该行指定因子。",
    ),
    "FACTORS_FAULTS": Text(
        "{place} has {found} faults; nothing was added.",
        "{place} 有 {found} 处错误；未添加任何因子。",
        "Each is listed with its row.",
        "各处错误及其行号均已列出。",
    ),
}
