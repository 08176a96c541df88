"""Texts of the command line's own refusals."""

from __future__ import annotations

from openpcf.messages.text import Text

TEXTS = {
    "ARGUMENT_MISSING": Text(
        "`{expected}` needs {found}.",
        "`{expected}` 缺少 {found}。",
        "`{expected} --help` shows what it takes, with an example.",
        "`{expected} --help` 列出所需参数及示例。",
    ),
    "ARGUMENT_FORM": Text(
        "`{expected}` can't be called like this: {found}.",
        "`{expected}` 的调用方式有误：{found}。",
        "`{expected} --help` shows what it takes, with an example.",
        "`{expected} --help` 列出所需参数及示例。",
    ),
    "OPTION_UNKNOWN": Text(
        "`{expected}` has no option {found} (near: {near}).",
        "`{expected}` 没有选项 {found}（相近：{near}）。",
        "`{expected} --help` lists its options.",
        "`{expected} --help` 列出全部选项。",
    ),
    "COMMAND_UNKNOWN": Text(
        "`{expected}` has no verb {found}.",
        "`{expected}` 没有命令 {found}。",
        "`{expected} --help` lists them.",
        "`{expected} --help` 列出全部命令。",
    ),
    "SYSTEM_REFUSED": Text(
        "The system refuses {place}: {found}.",
        "系统拒绝访问 {place}：{found}。",
        "Check its name, the rights of the folder and the free space.",
        "请检查名称、文件夹权限和剩余空间。",
    ),
    "LANGUAGE_UNKNOWN": Text(
        "There is no language “{found}” here.",
        "没有“{found}”这种语言。",
        "Write --lang en or --lang zh.",
        "请写 --lang en 或 --lang zh。",
    ),
    "PASSPHRASE_NEEDED": Text(
        "No pass phrase was entered.",
        "未输入口令。",
        "Enter it when asked, or name a file with --passphrase-file, or set OPENPCF_PASSPHRASE.",
        "请在提示时输入，或用 --passphrase-file 指定文件，或设置 OPENPCF_PASSPHRASE。",
    ),
    "PASSPHRASE_FORM": Text(
        "{place} is no text in UTF-8.",
        "{place} 不是 UTF-8 文本。",
        "Name the file whose first line is the pass phrase.",
        "请指定首行为口令的文本文件。",
    ),
    "KEY_MISSING": Text(
        "There is no key {found} ({place}).",
        "没有密钥 {found}（{place}）。",
        "`openpcf keys list` lists yours; `openpcf keys new {found}` makes one.",
        "`openpcf keys list` 列出自有密钥；`openpcf keys new {found}` 可新建。",
    ),
    "HOLDER_NEEDED": Text(
        "A trust list says whose keys they are; {found} is blank.",
        "信任列表须注明密钥归属；{found} 为空。",
        "Name the company with --holder and its URI with --id, such as {expected}.",
        "请用 --holder 写明企业名称，并用 --id 给出其 URI，如 {expected}。",
    ),
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
    "FACTORS_NONE": Text(
        "{place} holds no factor.",
        "{place} 中没有任何因子。",
        "Write one row a factor below a header with {expected}.",
        "请在含 {expected} 的表头下每行填写一个因子。",
    ),
    "FACTORS_FAULTS": Text(
        "{place} has {found} faults; nothing was added.",
        "{place} 有 {found} 处错误；未添加任何因子。",
        "Each is listed with its row.",
        "各处错误及其行号均已列出。",
    ),
}
