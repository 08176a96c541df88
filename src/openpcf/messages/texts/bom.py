"""Texts of bills of materials and bare boards."""

from __future__ import annotations

from openpcf.messages.text import Text

TEXTS = {
    "BOM_SAID_BOARD": Text(
        "{place}: “{found}” is read as a bare board of {size}, layers: {layers}; it stands in the "
        "table of boards, not among the parts.",
        "{place}：“{found}”按印制电路板光板读取，尺寸 {size}，层数：{layers}；已列入“电路板”表，不计为零件。",
        "Enter there what is not said yet: {expected}. Set the line's kind to part if it is none.",
        "请在该表中填写尚缺的内容：{expected}。如不是光板，请将该行类型改为零件。",
    ),
    "BOM_SAID_PART": Text(
        "{place}: “{found}” is read as {mass} of {material}.",
        "{place}：“{found}”按材料 {material}、质量 {mass} 读取。",
        "Correct material and mass of the line if it is meant otherwise.",
        "如有不符，请更正该行的材料和质量。",
    ),
    "BOM_NO_HEADER": Text(
        "{place} has no row that reads like the header of a bill of materials; it starts with: "
        "{found}.",
        "{place} 中没有可识别为物料清单表头的行；首行为：{found}。",
        "Name the columns in one row, for example: {expected}; or state which column is what.",
        "请在一行中写明列名，例如：{expected}（位号、数量、规格、型号、描述）；或指定各列的含义。",
    ),
    "BOM_SHEET_WRONG": Text(
        "Sheet {found} holds no bill of materials; {expected} does.",
        "工作表 {found} 中没有物料清单；物料清单位于 {expected}。",
        "Name that sheet.",
        "请指定该工作表。",
    ),
    "BOM_SHEET_CHOSEN": Text(
        "The bill of materials was read from sheet {found}; not read: {expected}.",
        "物料清单取自工作表 {found}；未读取：{expected}。",
        "Name the sheet if it is another one.",
        "若应读取其他工作表，请指定其名称。",
    ),
    "BOM_COLUMN_MISSING": Text(
        "{place} has no column {expected}; it has: {found}.",
        "{place} 缺少列 {expected}；现有列：{found}。",
        "Add the column, or state which one of these it is.",
        "请添加该列，或指定哪一列与之对应。",
    ),
    "BOM_COLUMN_SPARE": Text(
        "Column {found} may be {field} too, but {expected} is; it was kept as it is.",
        "列 {found} 也可能是 {field}，但已采用列 {expected}；该列原样保留。",
        "State which column is what if that is wrong.",
        "若有误，请指定各列的含义。",
    ),
    "BOM_MAPPING_HEADER": Text(
        "A column {found} was stated, but the table has: {expected}.",
        "指定的列 {found} 不存在；表中的列为：{expected}。",
        "Write the header as it stands in the file.",
        "请按文件中的写法填写列名。",
    ),
    "BOM_MAPPING_FIELD": Text(
        "{found} is no field of a bill of materials.",
        "{found} 不是物料清单的字段。",
        "Use one of: {expected}; or extra.",
        "请使用以下字段之一：{expected}；或 extra。",
    ),
    "BOM_MAPPING_TWICE": Text(
        "Two columns were stated for {field}: {found}.",
        "为 {field} 指定了两列：{found}。",
        "State one, and extra for the other.",
        "请只指定一列，另一列设为 extra。",
    ),
    "BOM_MAPPING_UNFIT": Text(
        "None of the saved mappings has its columns in {place}; the columns were mapped by their "
        "headers.",
        "已保存的列映射与 {place} 的列均不相符；已按列名重新映射。",
        "Look at the columns shown, and state those that are wrong with --map.",
        "请检查所示各列，有误者用 --map 指定。",
    ),
    "MAPPING_FORM": Text(
        "{place} is no saved mapping of columns: {found}.",
        "{place} 不是已保存的列映射：{found}。",
        "Name the file that `openpcf init --write` wrote: {expected}.",
        "请指定 `openpcf init --write` 写出的文件：{expected}。",
    ),
    "BOM_LEVEL": Text(
        "{place} has the level “{found}”, which is no number: what the line is part of is not known.",
        "{place} 的层级“{found}”不是数字，无法判断该行所属组件。",
        "Write the level as a number, such as {expected}.",
        "请用数字填写层级，例如 {expected}。",
    ),
    "BOM_PARENT": Text(
        "{place} is part of {found}, which is no line of the bill, and not all lines are part of it.",
        "{place} 属于 {found}，但物料清单中没有该行，且并非所有行都属于它。",
        "Add the line of {found} with its quantity, or hand in the bill of one product.",
        "请添加 {found} 所在行及其数量，或只提供一个产品的物料清单。",
    ),
    "BOM_NO_LINES": Text(
        "No line stands below the header at {place}.",
        "{place} 的表头之下没有任何物料行。",
        "Hand in the table with its lines.",
        "请提供含有物料行的表格。",
    ),
    "BOM_HEADER_AGAIN": Text(
        "The header is repeated at {place}; the row was left out.",
        "{place} 重复出现表头；已跳过该行。",
    ),
    "BOM_TOTAL_SKIPPED": Text(
        "{place} is a total ({found}) and was left out.",
        "{place} 为合计行（{found}），已跳过。",
    ),
    "BOM_ROW_SKIPPED": Text(
        "{place} has one filled cell only ({found}) and was left out as a heading or a note.",
        "{place} 仅有一个非空单元格（{found}），按标题或备注跳过。",
        "If it is a line, write its quantity and part number.",
        "若为物料行，请填写数量和型号。",
    ),
    "BOM_BLANK_SKIPPED": Text(
        "{found} blank rows of {place} were left out.",
        "{place} 中的 {found} 个空行已跳过。",
    ),
    "BOM_QUANTITY_FROM_DESIGNATORS": Text(
        "{place} has no quantity column; the designators of each line were counted.",
        "{place} 没有数量列；已按各行位号个数计数。",
        "Add a quantity column if a line is used otherwise.",
        "若某行用量不同，请添加数量列。",
    ),
    "BOM_QUANTITY_MISSING": Text(
        "The quantity at {place} is blank.",
        "{place} 的数量为空。",
        "Write the quantity per product (its designators say {expected}), or mark the line DNP.",
        "请填写单件产品用量（按位号应为 {expected}），或将该行标记为不贴装。",
    ),
    "BOM_QUANTITY_TEXT": Text(
        "The quantity at {place} is {found}, which is no number.",
        "{place} 的数量为 {found}，不是数值。",
        "Write a plain number such as {expected}; put notes into another column.",
        "请填写普通数值，例如 {expected}；说明文字请写入其他列。",
    ),
    "BOM_QUANTITY_NEGATIVE": Text(
        "The quantity at {place} is negative: {found}.",
        "{place} 的数量为负：{found}。",
        "Write the quantity per product (its designators say {expected}).",
        "请填写单件产品用量（按位号应为 {expected}）。",
    ),
    "BOM_QUANTITY_ZERO": Text(
        "The quantity at {place} is 0.",
        "{place} 的数量为 0。",
        "Mark the line DNP if it is not fitted, or write its quantity ({expected} by designators).",
        "若不贴装，请标记为不贴装；否则请填写数量（按位号应为 {expected}）。",
    ),
    "BOM_QUANTITY_DESIGNATORS": Text(
        "The quantity at {place} is {found}, but {expected} designators are listed.",
        "{place} 的数量为 {found}，但列出了 {expected} 个位号。",
        "Correct the quantity or the designators.",
        "请更正数量或位号。",
    ),
    "BOM_DESIGNATOR_TWICE": Text(
        "{found} at {place} stands at {other} too.",
        "{place} 的 {found} 也出现在 {other}。",
        "Leave each designator on one line.",
        "每个位号只应出现在一行中。",
    ),
    "BOM_DESIGNATOR_WORDS": Text(
        "{place} has words that are no designators: {found}.",
        "{place} 含有非位号内容：{found}。",
        "Write designators only, such as {expected}; put words into another column.",
        "请只填写位号，例如 {expected}；文字请写入其他列。",
    ),
    "BOM_DNP_WORD": Text(
        "{found} at {place} says neither fitted nor not fitted; the line was read as fitted.",
        "{place} 的 {found} 无法判断是否贴装；该行按贴装处理。",
        "Write {expected}, or leave the cell blank.",
        "请填写 {expected}，或留空。",
    ),
    "BOM_REGION": Text(
        "{place}: '{found}' names no country; the region stays blank.",
        "{place}：“{found}”不是国家名称或代码，地区留空。",
        "Write an ISO 3166 code such as {expected}.",
        "请填写 ISO 3166 代码，例如 {expected}。",
    ),
    "BOM_TWO_PARTS": Text(
        "{place} names several part numbers on one line: {found} (manufacturers {manufacturers}; "
        "designators {designators}). Which designators have which part is not said.",
        "{place} 一行中列出多个型号：{found}（制造商 {manufacturers}；位号 {designators}），"
        "未说明各位号对应哪个型号。",
        "Split it into one line per part number, each with its designators and quantity.",
        "请按型号拆成多行，分别写明位号和数量。",
    ),
    "BOM_MASS_UNIT": Text(
        "{count} masses in column {found} have no unit, first at {place}.",
        "列 {found} 中有 {count} 个质量没有单位，首个位于 {place}。",
        "Write the unit into the header: {expected}.",
        "请在表头中写明单位，例如 {expected}。",
    ),
    "BOM_MASS": Text(
        "{found} at {place} is no mass of a piece.",
        "{place} 的 {found} 不是有效的单件质量。",
        "Write the mass of one piece, such as {expected}.",
        "请填写单件质量，例如 {expected}。",
    ),
    "BOARD_KIND": Text(
        "{place} is no KiCad board; it starts with {found}.",
        "{place} 不是 KiCad 电路板文件；文件开头为 {found}。",
        "Hand in the file that ends in .kicad_pcb.",
        "请提供扩展名为 .kicad_pcb 的文件。",
    ),
    "BOARD_DAMAGED": Text(
        "{place} can't be read as a board: {found}.",
        "{place} 无法作为电路板文件读取：{found}。",
        "Open it in KiCad and save it again.",
        "请用 KiCad 打开并重新保存。",
    ),
    "BOARD_TOO_LARGE": Text(
        "{place} has {found} bytes; the limit is {expected}.",
        "{place} 有 {found} 字节；上限为 {expected}。",
        "State area, layers and thickness by hand.",
        "请手动填写面积、层数和厚度。",
    ),
    "BOARD_EDGE": Text(
        "{place} has a graphic {found} on {expected} that can't be read.",
        "{place} 的 {expected} 层中有无法读取的图形 {found}。",
        "Redraw it, or state the board's area by hand.",
        "请重新绘制，或手动填写电路板面积。",
    ),
    "BOARD_OUTLINE_OPEN": Text(
        "The outline of {place} is open at {count} ends, first at {found}; its area is not known.",
        "{place} 的板框不闭合，共 {count} 个断点，首个位于 {found}；无法得出面积。",
        "Close the outline in KiCad, or state the area by hand.",
        "请在 KiCad 中闭合板框，或手动填写面积。",
    ),
    "BOARD_OUTLINE_MISSING": Text(
        "{place} has no closed outline on {expected}; its area is not known.",
        "{place} 的 {expected} 层没有闭合板框；无法得出面积。",
        "Draw the outline in KiCad, or state the area by hand.",
        "请在 KiCad 中绘制板框，或手动填写面积。",
    ),
    "BOARD_LAYERS_MISSING": Text(
        "{place} states no copper layers.",
        "{place} 未给出铜层。",
        "State the number of layers by hand.",
        "请手动填写层数。",
    ),
    "BOARD_THICKNESS_MISSING": Text(
        "{place} states no thickness.",
        "{place} 未给出板厚。",
        "State the thickness by hand, such as {expected}.",
        "请手动填写板厚，例如 {expected}。",
    ),
    "BOARD_STACK_MISSING": Text(
        "{place} states no stack-up: copper thickness and finish are not known.",
        "{place} 未给出叠层结构：铜厚和表面处理未知。",
        "Fill in the stack-up in KiCad, or state copper thickness and finish by hand.",
        "请在 KiCad 中填写叠层结构，或手动填写铜厚和表面处理。",
    ),
    "BOARD_COPPER_MISSING": Text(
        "The stack-up of {place} states the thickness of {found} of {expected} copper layers.",
        "{place} 的叠层结构仅给出 {expected} 个铜层中 {found} 个的厚度。",
        "Fill in the rest in KiCad, or state it by hand.",
        "请在 KiCad 中补全，或手动填写。",
    ),
    "BOARD_FINISH_MISSING": Text(
        "{place} states no surface finish.",
        "{place} 未给出表面处理。",
        "State it by hand, such as {expected}.",
        "请手动填写，例如 {expected}。",
    ),
}
