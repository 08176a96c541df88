"""Texts of reading and writing a study: workbook and folder."""

from __future__ import annotations

from openpcf.messages.text import Text

_SAME_DIGITS = "Write a plain decimal with a point, without thousands signs: {expected}."
_SAME_DIGITS_ZH = "请填写以小数点表示、不带千分位的数字，例如 {expected}。"

TEXTS = {
    "STUDY_THOUSANDS": Text(
        "{place}: “{found}” is {read} here; with a point for thousands it would be {expected}.",
        "{place}：“{found}”在此读作 {read}；若以点号分隔千位，则为 {expected}。",
        "Write {expected} or {read}, whichever is meant, without a sign for thousands.",
        "请按实际填写 {expected} 或 {read}，不用千位分隔符。",
    ),
    "STUDY_NONE": Text(
        "{place} holds no sheet of a study.",
        "{place} 中没有研究的任何工作表。",
        "Start from a template (`openpcf init NAME.xlsx --write`) and keep the names of its sheets.",
        "请从模板开始（`openpcf init NAME.xlsx --write`），并保留工作表名称。",
    ),
    "STUDY_FILE_MISSING": Text(
        "The folder has no {expected}.",
        "文件夹中没有 {expected}。",
        "Add {expected}: it says product, issuer, declared unit and period.",
        "请添加 {expected}：其中说明产品、签发方、声明单位与期间。",
    ),
    "STUDY_FILE_IGNORED": Text(
        "{place} is no table of a study and was not read.",
        "{place} 不是研究的数据表，未读取。",
        "Rename it to one of: {expected}; or leave it out.",
        "请改名为下列之一：{expected}；或将其移出。",
    ),
    "STUDY_FILE_TWICE": Text(
        "{place} stands for the same table as {found}.",
        "{place} 与 {found} 对应同一数据表。",
        "Keep one of the two.",
        "请只保留其中之一。",
    ),
    "STUDY_SHEET_IGNORED": Text(
        "Sheet '{found}' is no table of a study and was not read.",
        "工作表“{found}”不是研究的数据表，未读取。",
        "If it holds study data, rename it to one of: {expected}.",
        "如其中有研究数据，请改名为下列之一：{expected}。",
    ),
    "STUDY_SHEET_TWICE": Text(
        "Sheet '{found}' stands for a table that another sheet holds already.",
        "工作表“{found}”对应的数据表已由另一工作表提供。",
        "Put all rows into one sheet.",
        "请将所有行合并到一个工作表。",
    ),
    "STUDY_HEADER_MISSING": Text(
        "No header row was found at {place}.",
        "{place} 中未找到表头行。",
        "Put a row of column names above the data, for example {expected}.",
        "请在数据上方加一行列名，例如 {expected}。",
    ),
    "STUDY_HEADER_UNKNOWN": Text(
        "Column '{found}' at {place} is not known.",
        "{place} 的列“{found}”无法识别。",
        "Name it '{expected}'; a column of your own begins with x-.",
        "请改为“{expected}”；自有列的列名以 x- 开头。",
    ),
    "STUDY_HEADER_TWICE": Text(
        "Column '{found}' at {place} stands there twice.",
        "{place} 的列“{found}”重复出现。",
        "Keep one of them.",
        "请只保留一列。",
    ),
    "STUDY_HEADER_BLANK": Text(
        "Column {found} has entries ({place}) but no header.",
        "{found} 列有内容（{place}）但没有列名。",
        "Give it a header (x-… for a column of your own), or clear it.",
        "请填写列名（自有列用 x-…），或清空该列。",
    ),
    "STUDY_KEY_UNKNOWN": Text(
        "Key '{found}' at {place} is not known.",
        "{place} 的字段“{found}”无法识别。",
        "The nearest key is '{expected}'; what has no key belongs under extensions.",
        "最接近的字段为“{expected}”；没有对应字段的内容请放在 extensions 下。",
    ),
    "STUDY_KEY_TWICE": Text(
        "Key '{found}' at {place} stands also at {expected}.",
        "{place} 的字段“{found}”在 {expected} 已出现。",
        "Keep one of them.",
        "请只保留一处。",
    ),
    "STUDY_SHAPE": Text(
        "At {place} stands {found}, where one value is expected.",
        "{place} 处为 {found}，此处应为单个值。",
        "Write it as: {expected}.",
        "请按此形式填写：{expected}。",
    ),
    "STUDY_CHOICE": Text(
        "'{found}' at {place} is none of the words allowed here.",
        "{place} 的“{found}”不在允许的词语之列。",
        "Use one of: {expected}.",
        "请使用下列之一：{expected_zh}。",
    ),
    "STUDY_YES_NO": Text(
        "'{found}' at {place} is neither yes nor no.",
        "{place} 的“{found}”既不是“是”也不是“否”。",
        "Write yes or no; leave it blank if unknown.",
        "请填写“是”或“否”；未知请留空。",
    ),
    "STUDY_REGION": Text(
        "'{found}' at {place} is no country or subdivision of ISO 3166.",
        "{place} 的“{found}”不是 ISO 3166 国家或行政区划代码。",
        "Write the code: {expected}.",
        "请填写代码：{expected}。",
    ),
    "STUDY_AMOUNT": Text(
        "'{found}' at {place} is no amount.",
        "{place} 的“{found}”不是数值。",
        _SAME_DIGITS,
        _SAME_DIGITS_ZH,
    ),
    "STUDY_COMMA": Text(
        "'{found}' at {place} has a comma: decimal or thousands can't be told.",
        "{place} 的“{found}”含逗号，无法判断是小数点还是千分位。",
        _SAME_DIGITS,
        _SAME_DIGITS_ZH,
    ),
    "STUDY_NEGATIVE": Text(
        "{found} at {place} is below zero.",
        "{place} 的数值 {found} 小于零。",
        "Enter an amount of zero or more; leave it blank if unknown.",
        "请填写不小于零的数值；未知请留空。",
    ),
    "STUDY_ZERO": Text(
        "The amount at {place} is zero, so the row counts for nothing.",
        "{place} 的数值为零，该行不计入结果。",
        "If it is unknown leave it blank; if it is not fitted say so in its kind or option.",
        "未知请留空；如不装配，请在类型或选配栏中说明。",
    ),
    "STUDY_ABOVE_ZERO": Text(
        "{place} is zero, and other amounts are divided by it.",
        "{place} 的数值为零，而其他数值需除以它。",
        "Enter an amount above zero; leave it blank if unknown.",
        "请填写大于零的数值；未知请留空。",
    ),
    "STUDY_TOO_HIGH": Text(
        "{found} at {place} is too high for a percentage of this kind.",
        "{place} 的百分比 {found} 过高。",
        "Enter {expected}.",
        "请填写 {expected} 的数值。",
    ),
    "STUDY_FRACTION": Text(
        "{place} says {found} %, which is very little.",
        "{place} 的数值为 {found} %，明显偏小。",
        "If {expected} % is meant, write {expected}: a spreadsheet stores a typed {expected} % as "
        "{found}.",
        "如指 {expected} %，请填写 {expected}：电子表格会把输入的 {expected} % 存为 {found}。",
    ),
    "STUDY_DATE": Text(
        "'{found}' at {place} is no date.",
        "{place} 的“{found}”不是日期。",
        "Write year-month-day, for example {expected}, or an instant like {expected}T16:00:00Z.",
        "请按年-月-日填写，例如 {expected}，或时刻 {expected}T16:00:00Z。",
    ),
    "STUDY_LIST": Text(
        "The list at {place} can't be read: {found}.",
        "{place} 的列表无法读取：{found}。",
        "Separate the items, for example: {expected}.",
        "请分隔各项，例如：{expected}。",
    ),
    "STUDY_UNIT_BLANK": Text(
        "{found} at {place} has no unit.",
        "{place} 的数值 {found} 没有单位。",
        "Put the unit beside it, for example {expected}.",
        "请在旁列填写单位，例如 {expected}。",
    ),
    "STUDY_UNIT_STRAY": Text(
        "{place} has a unit ({found}) where none belongs.",
        "{place} 处填写了不应有的单位（{found}）。",
        "Clear the unit.",
        "请清除该单位。",
    ),
    "STUDY_AMOUNT_NO_UNIT": Text(
        "{place} has an amount, but its unit is blank: it can't be used.",
        "{place} 有数值但单位为空，无法使用。",
        "Fill in column '{unit}'.",
        "请填写“{unit}”列。",
    ),
    "STUDY_ID_GIVEN": Text(
        "{found} rows of table {table} had no id; they were numbered by position ({expected} …).",
        "表 {table} 中有 {found} 行没有编号，已按行序编号（{expected}……）。",
        "Enter ids of your own so that they stay the same when rows are moved.",
        "请自行填写编号，以便移动行后编号保持不变。",
    ),
    "STUDY_ID_TWICE": Text(
        "Id '{found}' at {place} is used already at {first}.",
        "{place} 的编号“{found}”已在 {first} 使用。",
        "Give one of the rows another id.",
        "请更改其中一行的编号。",
    ),
    "STUDY_REFERENCE": Text(
        "'{found}' at {place} is no id of table {table}.",
        "{place} 的“{found}”不是表 {table} 中的编号。",
        "Add a row with this id to {table}, or use one of: {expected}.",
        "请在表 {table} 中添加该编号，或使用下列之一：{expected}。",
    ),
    "ASSEMBLY_OWN_FIGURE": Text(
        "{place}: {name} is the sum of its parts; its own {expected} “{found}” would count for nothing.",
        "{place}：{name} 由其组成部分合计得出；其自身的 {expected}“{found}”不会计入。",
        "Clear it, or take “part of” off the rows that name this line.",
        "请清空该单元格，或从引用该行的各行中删除“所属组件”。",
    ),
    "ASSEMBLY_NO_PART": Text(
        "{place}: {found} is “{expected}”, yet {parts} rows are part of it and would count for nothing.",
        "{place}：{found} 为“{expected}”，但有 {parts} 行从属于它且不会计入。",
        "Make it a part, or take “part of” off these rows.",
        "请将其改为零部件，或从这些行中删除“所属组件”。",
    ),
    "ASSEMBLY_OUT": Text(
        "{place}: {found} is not in, so {parts} rows that are part of it are not either.",
        "{place}：{found} 未纳入，因此从属于它的 {parts} 行也未计入。",
        "Nothing, if the configuration is meant so; otherwise set the option to “in”.",
        "如配置确实如此，无需处理；否则请将“选配”改为包含（in）。",
    ),
    "ASSEMBLY_CYCLE": Text(
        "{place}: sub-assemblies are part of each other: {found}.",
        "{place}：组件之间循环引用：{found}。",
        "Correct “part of” on one of these lines (also at {expected}).",
        "请更正其中一行的“所属组件”（另见 {expected}）。",
    ),
    "STUDY_FORMAT": Text(
        "{place} says format {found}; this release of openpcf reads {expected}.",
        "{place} 的格式版本为 {found}；本版本 openpcf 可读取 {expected}。",
        "Use the release of openpcf that wrote it.",
        "请使用写入该文件的 openpcf 版本。",
    ),
    "STUDY_EXTENSION": Text(
        "The extension at {place} can't be kept as JSON: {found}.",
        "{place} 的扩展无法以 JSON 保存：{found}。",
        "Use texts, whole numbers, lists and objects; fractions as texts, for example {expected}.",
        "请使用文本、整数、列表与对象；小数请写作文本，例如 {expected}。",
    ),
    "STUDY_EXTENSION_NUMBER": Text(
        "The extension at {place} has numbers with fractions ({found}); they are kept as texts.",
        "{place} 的扩展含小数（{found}），已作为文本保存。",
        'Write them as texts, for example "12.5".',
        '请以文本形式书写，例如 "12.5"。',
    ),
    "STUDY_NOT_CARRIED": Text(
        "{place} has members a study has no key for: {found}.",
        "{place} 含有研究中没有对应字段的成员：{found}。",
        "Put them under {expected}.",
        "请放在 {expected} 下。",
    ),
    "STUDY_OWN_HEADER": Text(
        "'{found}' of row {place} can't be the header of a column of your own.",
        "行 {place} 的“{found}”不能作为自有列的列名。",
        "Begin it with x-, without blanks around it.",
        "列名请以 x- 开头，前后不留空格。",
    ),
    "STUDY_TEXT_LENGTH": Text(
        "The text at {place} has {found} characters; a cell holds {expected}.",
        "{place} 的文本有 {found} 个字符；单元格最多容纳 {expected} 个。",
        "Shorten it, or put it into a file named in table evidence.",
        "请缩短文本，或另存为文件并列入“证据”表。",
    ),
    "STUDY_TEXT_SIGN": Text(
        "The text at {place} holds the control character {found}.",
        "{place} 的文本含控制字符 {found}。",
        "Remove the character.",
        "请删除该字符。",
    ),
}
