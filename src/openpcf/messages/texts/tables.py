"""Texts of tables, cells and YAML as people hand them in."""

from __future__ import annotations

from openpcf.messages.text import Text

TEXTS = {
    "TABLE_EMPTY": Text(
        "{place} holds no rows.",
        "{place} 中没有任何数据行。",
        "Hand in the file that holds the table.",
        "请提供含有表格数据的文件。",
    ),
    "TABLE_TOO_LARGE": Text(
        "{place} is too large: {found}; the limit is {expected}.",
        "{place} 过大：{found}；上限为 {expected}。",
        "Take out what is not needed, or split the file.",
        "请删除不需要的内容，或拆分文件。",
    ),
    "TABLE_BOMB": Text(
        "{place} unfolds far beyond its size ({found}; the limit is {expected}).",
        "{place} 解压后远超其文件大小（{found}；上限为 {expected}）。",
        "Open it in the program it was made with, save it again and hand in that file.",
        "请用生成该文件的程序打开并重新保存，再提交保存后的文件。",
    ),
    "TABLE_ENCRYPTED": Text(
        "{place} is protected by a password.",
        "{place} 设有密码保护。",
        "Save it without a password.",
        "请取消密码后另存。",
    ),
    "TABLE_DOCTYPE": Text(
        "{place} holds a document type declaration, which no spreadsheet program writes.",
        "{place} 含有文档类型声明（DOCTYPE），电子表格程序不会写入此内容。",
        "Open it in a spreadsheet program and save it again.",
        "请用电子表格程序打开并重新保存。",
    ),
    "TABLE_DAMAGED": Text(
        "{place} can't be read: {found}.",
        "{place} 无法读取：{found}。",
        "Open it in the program it was made with and save it again.",
        "请用生成该文件的程序打开并重新保存。",
    ),
    "TABLE_NOT_TABLE": Text(
        "{place} is no table file but {found}.",
        "{place} 不是表格文件，而是 {found}。",
        "Save the table as CSV, XLSX, XLS or ODS.",
        "请将表格另存为 CSV、XLSX、XLS 或 ODS。",
    ),
    "TABLE_ENCODING": Text(
        "The characters of {place} can't be read as {expected} ({found}).",
        "{place} 的字符无法按 {expected} 读取（{found}）。",
        "Save it as CSV UTF-8.",
        "请另存为 CSV UTF-8 格式。",
    ),
    "TABLE_ENCODING_GUESSED": Text(
        "{place} is not UTF-8; it was read as {found}, for example: {s}",
        "{place} 不是 UTF-8 编码；已按 {found} 读取，例如：{s}",
        "Look whether the example reads right; if not, save the file as CSV UTF-8.",
        "请确认示例显示正确；否则请将文件另存为 CSV UTF-8 格式。",
    ),
    "TABLE_CELL_TOO_LONG": Text(
        "A cell at {place} is longer than {expected} characters.",
        "{place} 处的单元格超过 {expected} 个字符。",
        "A quotation mark is probably missing; close it.",
        "很可能缺少一个引号，请补全。",
    ),
    "TABLE_QUOTE_OPEN": Text(
        "A quotation mark opened in or after {place} is never closed; what follows it is one cell.",
        "{place} 或其后的引号未闭合，其后的内容被读成一个单元格。",
        "Close the quotation mark, or double it where it means inches.",
        "请补上闭合引号；若表示英寸，请写成两个引号。",
    ),
    "TABLE_QUOTE": Text(
        "A quotation mark at {place} stands in the middle of a cell.",
        "{place} 的单元格中间出现引号。",
        "Write it twice inside a quoted cell.",
        "在带引号的单元格内请写成两个引号。",
    ),
    "TABLE_XLS": Text(
        "{place} is in the old XLS format: whether its formulas were computed can't be seen.",
        "{place} 为旧版 XLS 格式，无法判断公式是否已计算。",
        "Save it as XLSX if it holds formulas.",
        "若含公式，请另存为 XLSX。",
    ),
    "TABLE_FORMULA_ERROR": Text(
        "The formula at {place} gives {found}.",
        "{place} 的公式结果为 {found}。",
        "Mend the formula, or write the value in its place.",
        "请修正公式，或直接填写数值。",
    ),
    "TABLE_FORMULA_UNCOMPUTED": Text(
        "The formula at {place} has no computed value ({found}).",
        "{place} 的公式没有计算结果（{found}）。",
        "Open the file in a spreadsheet program, let it calculate and save it.",
        "请用电子表格程序打开文件，重新计算后保存。",
    ),
    "TABLE_MERGED": Text(
        "Cells are merged at {place} ({found}); the value belongs to the first one only.",
        "{place} 处存在合并单元格（{found}）；其值只属于第一个单元格。",
        "Take the merge apart and write the value into every row it holds for.",
        "请取消合并，并在每个适用的行中填写该值。",
    ),
    "TABLE_ROW_WIDTH": Text(
        "The row at {place} has {found} cells, the header has {expected}.",
        "{place} 行有 {found} 个单元格，而表头有 {expected} 个。",
        "A delimiter inside a cell: put the cell in quotation marks.",
        "单元格内含有分隔符：请为该单元格加引号。",
    ),
    "TABLE_SHEET": Text(
        "{place} has no sheet {found}; it has: {expected}.",
        "{place} 中没有工作表 {found}；现有：{expected}。",
        "Name one of these sheets.",
        "请指定上述工作表之一。",
    ),
    "NUMBER_MIXED": Text(
        "One column has {found} ({place}) and {expected} ({other}): two decimal signs.",
        "同一列中出现 {found}（{place}）和 {expected}（{other}）：小数点写法不一致。",
        "Use one decimal sign in the whole column.",
        "请在整列中统一使用一种小数点。",
    ),
    "NUMBER_AMBIGUOUS": Text(
        "{found} at {place} can be read in two ways ({expected}), and nothing else in the column "
        "tells which.",
        "{place} 的 {found} 有两种读法（{expected}），且该列中没有其他数值可供判断。",
        "Write it without thousands separator, with a decimal point.",
        "请去掉千位分隔符，并使用小数点。",
    ),
    "NUMBER_UNREADABLE": Text(
        "{found} at {place} is no number.",
        "{place} 的 {found} 不是数值。",
        "Write a plain number such as {expected}.",
        "请填写普通数值，例如 {expected}。",
    ),
    "NUMBER_EXPONENT": Text(
        "{found} at {place} was read as {expected}.",
        "{place} 的 {found} 按 {expected} 读取。",
    ),
    "CELL_TEXT_NUMBER": Text(
        "{count} numbers of this column are stored as text, first {found} at {place}; they were "
        "read as numbers.",
        "该列有 {count} 个数值以文本形式存储，首个为 {place} 的 {found}；已按数值读取。",
        "Nothing to do if the number is right.",
        "若数值正确，则无需处理。",
    ),
    "CELL_FORMULA_TEXT": Text(
        "The text at {place} looks like a formula and was kept as plain text: {found}",
        "{place} 的文本形似公式，已按纯文本保留：{found}",
        "Look whether it belongs there; a spreadsheet might run it.",
        "请确认该内容是否应当存在；电子表格程序可能会执行它。",
    ),
    "CELL_DATE_IN_TEXT": Text(
        "{place} holds the date {found} where a text is expected: the spreadsheet has probably "
        "changed it.",
        "{place} 应为文本，但内容是日期 {found}：很可能被电子表格程序自动转换。",
        "Format the column as text and enter the value again.",
        "请将该列设为文本格式并重新输入。",
    ),
    "CELL_NUMBER_IN_TEXT": Text(
        "{place} holds the number {found} where a package name is expected; a leading zero may be "
        "lost ({expected}).",
        "{place} 应为封装名称，但内容是数值 {found}；前导零可能丢失（{expected}）。",
        "Format the column as text and enter the name again.",
        "请将该列设为文本格式并重新输入名称。",
    ),
    "DATE_AMBIGUOUS": Text(
        "The date {found} at {place} can be {expected}.",
        "{place} 的日期 {found} 可能是 {expected}。",
        "Write it as year-month-day.",
        "请按 年-月-日 的格式填写。",
    ),
    "DATE_FORM": Text(
        "{found} at {place} is no date.",
        "{place} 的 {found} 不是日期。",
        "Write it as {expected}.",
        "请按 {expected} 的格式填写。",
    ),
    "DATE_READ": Text(
        "The date {found} at {place} was read as {expected}.",
        "{place} 的日期 {found} 按 {expected} 读取。",
        "Write it as year-month-day to be sure.",
        "为避免误读，请按 年-月-日 的格式填写。",
    ),
    "DATE_SERIAL": Text(
        "The number {found} at {place} was read as the day {expected}.",
        "{place} 的数值 {found} 按日期 {expected} 读取。",
        "Format the cell as a date.",
        "请将该单元格设为日期格式。",
    ),
    "YAML_REFUSED": Text(
        "{place}: {count} faults, the first at {found}.",
        "{place}：共 {count} 处错误，首处为 {found}。",
        "Mend the faults listed.",
        "请修正所列错误。",
    ),
    "YAML_TOO_LARGE": Text(
        "{place} has {found} bytes; the limit is {expected}.",
        "{place} 有 {found} 字节；上限为 {expected}。",
        "Move tables into CSV files.",
        "请将表格移到 CSV 文件中。",
    ),
    "YAML_ENCODING": Text(
        "{place} is not UTF-8 ({found}).",
        "{place} 不是 UTF-8 编码（{found}）。",
        "Save it as UTF-8.",
        "请另存为 UTF-8 编码。",
    ),
    "YAML_SYNTAX": Text(
        "{place}: {found}.",
        "{place}：YAML 语法错误（{found}）。",
        "Look at indentation, colons and quotation marks there.",
        "请检查此处的缩进、冒号和引号。",
    ),
    "YAML_DUPLICATE_KEY": Text(
        "The key {found} at {place} was already given at {first}.",
        "{place} 的键 {found} 已在 {first} 出现。",
        "Keep one of the two.",
        "请只保留其中一个。",
    ),
    "YAML_ANCHOR": Text(
        "{place} has the anchor {found}.",
        "{place} 使用了锚点 {found}。",
        "Write the value out where it is needed; put a text that starts with & in quotation marks.",
        "请在需要处直接写出内容；以 & 开头的文本请加引号。",
    ),
    "YAML_ALIAS": Text(
        "{place} has the alias {found}.",
        "{place} 使用了别名 {found}。",
        "Write the value out; put a text that starts with * in quotation marks.",
        "请直接写出内容；以 * 开头的文本请加引号。",
    ),
    "YAML_TAG": Text(
        "{place} has the tag {found}.",
        "{place} 使用了标签 {found}。",
        "Take it out; put a text that starts with ! in quotation marks.",
        "请删除；以 ! 开头的文本请加引号。",
    ),
    "YAML_MERGE_KEY": Text(
        "{place} has a merge key.",
        "{place} 使用了合并键 <<。",
        "Write the members out.",
        "请逐项写出内容。",
    ),
    "YAML_KEY": Text(
        "A key at {place} is no plain name.",
        "{place} 的键不是普通名称。",
        "Use a plain text as key.",
        "请使用普通文本作为键。",
    ),
    "YAML_DOCUMENTS": Text(
        "A second document starts at {place}.",
        "{place} 处开始了第二个文档。",
        "Keep one document per file.",
        "每个文件只保留一个文档。",
    ),
    "YAML_DEPTH": Text(
        "{place} is nested {found} levels deep; the limit is {expected}.",
        "{place} 嵌套达 {found} 层；上限为 {expected} 层。",
        "Make the structure flatter.",
        "请减少嵌套层数。",
    ),
    "YAML_ROOT": Text(
        "{place} is a {found}, not a mapping of names to values.",
        "{place} 的内容是 {found}，而不是“名称: 值”形式的映射。",
        "Start with lines such as name: value.",
        "请以“名称: 值”的形式书写。",
    ),
}
