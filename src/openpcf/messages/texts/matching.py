"""Texts of matching parts and boards."""

from __future__ import annotations

from openpcf.messages.text import Text

TEXTS = {
    "BOM_LINE_NO_QUANTITY": Text(
        "{place}: line {found} has no quantity.",
        "{place}：{found} 行没有数量。",
        "Enter how many are fitted; blank is not zero.",
        "请填写装配数量；空白不等于零。",
    ),
    "BOARD_INCOMPLETE": Text(
        "{place}: the board has no {found}.",
        "{place}：电路板缺少 {found}。",
        "Enter area, layers and thickness, or read them from the drawing with `init --pcb`.",
        "请填写面积、层数和厚度，或用 `init --pcb` 从设计文件读取。",
    ),
    "BOARD_COPPER": Text(
        "{place}: {found} µm of copper is beyond the {expected} µm the factor is meant for.",
        "{place}：铜厚 {found} µm 超出因子所适用的 {expected} µm。",
        "Ask the board's maker for a declaration; until then rating and range say so.",
        "请向电路板制造商索取声明；在此之前已在评分和范围中体现。",
    ),
    "BOARD_QUANTITY_BLANK": Text(
        "{place}: nothing says how many of the board are in one declared unit; one is counted.",
        "{place}：未说明每个声明单位含几块电路板，按一块计。",
        "Enter the quantity.",
        "请填写数量。",
    ),
    "BOARD_PANEL_BLANK": Text(
        "{place}: nothing says how much of the panel the boards use; no offcut is counted.",
        "{place}：未说明拼板利用率，未计边料损失。",
        "Enter the panel utilisation in percent (ask the board's maker), 100 where it is whole.",
        "请填写拼板利用率（可向电路板制造商索取）；全部利用时填 100。",
    ),
    "BOARD_COPPER_BLANK": Text(
        "{place}: nothing says how thick the copper is; {found} µm is counted.",
        "{place}：未说明铜厚，按 {found} µm 计。",
        "Enter the copper of a layer in µm, such as 35 or 70.",
        "请填写单层铜厚（µm），例如 35 或 70。",
    ),
    "BOARD_BOX": Text(
        "{place}: the area is of the bounding box, not of the outline.",
        "{place}：面积为外接矩形面积，而非轮廓面积。",
        "Enter the area within the outline, or read it from the drawing with `init --pcb`.",
        "请填写轮廓内面积，或用 `init --pcb` 从设计文件读取。",
    ),
    "PART_UNKNOWN": Text(
        "{place}: nothing is known of “{found}”: it is a gap, not a zero.",
        "{place}：无法识别“{found}”：记为缺口，而非零。",
        "Enter its class, or material and mass, or name a factor (see `openpcf match`).",
        "请填写类别，或材料与质量，或指定因子（见 `openpcf match`）。",
    ),
    "MASS_NEEDED": Text(
        "{place}: the factor {found} is per {expected}, and the line has no mass.",
        "{place}：因子 {found} 按 {expected} 计，而该行没有质量。",
        "Enter mass and mass_unit of one piece.",
        "请填写单件的质量及其单位（mass、mass_unit）。",
    ),
    "PENALISED_DEFAULT_TAKEN": Text(
        "{place}: a default with {expected} % on top stands for the declaration {found}.",
        "{place}：以加成 {expected}% 的默认值代替声明 {found}。",
        "Replace it by a declaration that can be used.",
        "请以可用的声明替换。",
    ),
    "DECLARATION_NOT_HERE": Text(
        "{place}: the declaration {found} is not in the table of declarations or has no file.",
        "{place}：声明 {found} 不在声明表中或没有文件。",
        "Add its row and file, or take the name off the line.",
        "请添加该行及文件，或从本行删除其名称。",
    ),
    "ACTIVITY_GAP_SCREENED": Text(
        "{place}: no open factor stands for “{found}”: a gap with a high screening value ({why}).",
        "{place}：没有适用于“{found}”的公开排放因子：记为数据缺口，并给出偏高的筛查估算值（{why}）。",
        "Name the material, or a factor of your own.",
        "请写明具体材料，或指定自有的排放因子。",
    ),
    "PENALISED_DEFAULT_EMPTY": Text(
        "{place}: nothing can stand for the declaration {found}: without a factor the default is a gap.",
        "{place}：声明 {found} 无可用的默认值：没有排放因子，只能记为数据缺口。",
        "Enter class, material and mass or a factor of the line, or a declaration that can be used.",
        "请填写该行的类别、材料与质量或排放因子，或提供可用的声明。",
    ),
    "GATE_OVERLAP": Text(
        "{place}: the declaration {found} has the packaging in it; the row is not added again.",
        "{place}：声明 {found} 已包含包装；本行不再重复计入。",
        "Take the row out, or its declaration off where the row is other packaging.",
        "请删除本行；如为其他包装，请从本行删除该声明。",
    ),
    "PACKAGING_NOT_INSIDE": Text(
        "{place}: the declaration {found} stands for a part and has no packaging in it: nothing would stand for this row.",
        "{place}：声明 {found} 对应零部件且未包含包装：本行将无任何数值。",
        "Take the declaration off this row, so that its material and mass count.",
        "请从本行删除该声明，以其材料和质量计算。",
    ),
    "BILL_UNIT_DIFFERS": Text(
        "{place}: the bill counts in {found}, the declaration {name} in {expected}.",
        "{place}：物料清单以 {found} 计，而声明 {name} 以 {expected} 计。",
        "Enter the quantity in {expected}, or in table Declarations how much of it one piece is (quantity, unit).",
        "请以 {expected} 填写数量，或在供应商声明表中填写单件对应的数量（quantity、unit）。",
    ),
    "DECLARATION_UNUSED": Text(
        "{place}: no row that counts names the declaration {found}: it is not in the result.",
        "{place}：没有计入的行引用声明 {found}：其未计入结果。",
        "Enter it in the row it stands for, or take it out of the table.",
        "请在其所代表的行中填写该声明，或从表中删除。",
    ),
    "NOTHING_TO_MATCH": Text(
        "The study has no line that is in.",
        "研究中没有纳入的条目。",
        "Enter a bill of materials or activities.",
        "请填写物料清单或活动数据。",
    ),
    "CONFIRMED_FACTOR_MISSING": Text(
        "{place}: {found} was confirmed for {expected} before, but is in no data set here.",
        "{place}：此前已为 {expected} 确认因子 {found}，但当前数据集中没有该因子。",
        "Add the table it stands in with `openpcf factors add`, or confirm another factor.",
        "请用 `openpcf factors add` 添加其所在的表，或确认另一个因子。",
    ),
    "PACKAGE_CONFLICT": Text(
        "{place}: the footprint says {found}, the maker's number {expected}; the part bought is believed.",
        "{place}：封装标注为 {found}，而制造商料号表明为 {expected}；以所采购的零件为准。",
        "Correct the number or the footprint; the size decides the mass.",
        "请更正料号或封装；尺寸决定质量。",
    ),
    "MASS_ABOVE_PRODUCT": Text(
        "The parts weigh {found}, more than the product with {expected}.",
        "零部件合计 {found}，超过产品质量 {expected}。",
        "Correct masses or quantities of parts, or weigh the product again.",
        "请更正零部件的质量或数量，或重新称量产品。",
    ),
    "ENERGY_ABOVE_PRODUCT": Text(
        "{place}: “{what}” takes {found} for one product of {expected}.",
        "{place}：“{what}”每件耗能 {found}，而产品质量为 {expected}。",
        "Check unit (kWh or MWh), allocation and the number of pieces of this row.",
        "请核对该行的单位（kWh 或 MWh）、分配与产量。",
    ),
    "PACKAGING_ABOVE_PRODUCT": Text(
        "{place}: “{what}” weighs {found} for one product of {expected}.",
        "{place}：“{what}”每件重 {found}，而产品质量为 {expected}。",
        "Enter the packaging of one declared unit; check its unit (g or kg) and number of uses.",
        "请填写每个声明单位的包装质量，并核对单位（g 或 kg）与使用次数。",
    ),
    "LEG_ABOVE_PRODUCT": Text(
        "{place}: “{what}” carries {found} for one product that weighs {expected} packed.",
        "{place}：“{what}”每件运输 {found}，而产品含包装质量为 {expected}。",
        "Enter the mass carried for one declared unit, not that of the shipment; check its unit.",
        "请填写每个声明单位的运输质量，而非整批质量，并核对单位。",
    ),
    "BOARD_ABOVE_PRODUCT": Text(
        "{place}: bare boards of this area and thickness weigh {found}, more than the product "
        "with {expected}.",
        "{place}：按此面积和厚度，裸板重 {found}，超过产品质量 {expected}。",
        "Check area, its unit, thickness and quantity, or weigh the product again.",
        "请核对面积及其单位、厚度与数量，或重新称量产品。",
    ),
    "BOARD_MISSING": Text(
        "{place}: {found} rows of the bill are parts fitted on a board, but there is no bare board.",
        "{place}：物料清单中有 {found} 行为板上元器件，但没有裸板。",
        "Enter the board in the table boards: outline area, layers, thickness.",
        "请在 boards 表中录入裸板：外形面积、层数、厚度。",
    ),
    "MASS_KNOWN": Text(
        "Parts of known mass weigh {found} of {expected}; bare boards are counted by area.",
        "质量已知的零部件合计 {found}，产品为 {expected}；裸板按面积计算，未计入。",
        "Enter the masses that are missing.",
        "请补充缺失的质量。",
    ),
    "MASS_SLIP": Text(
        "{place}: the mass {found} is out of the class's {expected}; perhaps {slip}.",
        "{place}：质量 {found} 超出该类别范围 {expected}；可能是 {slip} 之误。",
        "Weigh it, or correct the unit or the decimal point.",
        "请称量，或更正单位或小数点。",
    ),
    "MATERIAL_UNKNOWN": Text(
        "{place}: no material is known as “{found}”; nothing is calculated of it.",
        "{place}：没有名为“{found}”的材料，未据此计算。",
        "Enter a material that is known (such as {expected}), or name a factor.",
        "请填写已知材料（如 {expected}），或指定排放因子。",
    ),
    "MASS_OUT_OF_BAND": Text(
        "{place}: the mass {found} is out of the class's {expected}.",
        "{place}：质量 {found} 超出该类别范围 {expected}。",
        "Weigh it, or correct the class.",
        "请称量，或更正类别。",
    ),
    "CONTRACT_ABOVE_CONSUMPTION": Text(
        "{place}: contracts cover {found} MWh, more than the {expected} MWh used.",
        "{place}：合同电量 {found} MWh 超过实际用电量 {expected} MWh。",
        "Claim no more certificates than electricity used in the period.",
        "所主张的证书电量不得超过期间内的用电量。",
    ),
    "CONTRACT_NOT_STATED": Text(
        "{place}: a contract's factor is named, but no contract with its MWh stands in the method.",
        "{place}：指定了合同电力因子，但方法中没有注明电量的合同。",
        "Enter kind, MWh and evidence of the contract; only what it covers takes its factor.",
        "请填写合同类型、MWh 和证据；仅其覆盖的电量适用该因子。",
    ),
    "CONTRACT_REMAINDER": Text(
        "{place}: {found} of {expected} MWh are not covered by contracts; no residual mix is in the library, the grid mix is taken.",
        "{place}：{expected} MWh 中有 {found} MWh 未被合同覆盖；因子库中没有剩余电力组合，故采用电网平均因子。",
        "Enter the remainder as a row of its own with a residual mix where one is published.",
        "如已公布剩余电力组合，请将其余电量单列一行并指定该因子。",
    ),
    "FACTOR_BELOW_FLOOR": Text(
        "{place}: the factor named gives {found} kg CO2e for a piece; its materials alone give {expected} at least. It is refused.",
        "{place}：所指定因子对应单件 {found} kg CO2e；仅材料即至少为 {expected}。不予采用。",
        "Check the factor's unit, or name the evidence it rests on.",
        "请核对因子单位，或指明其依据的证据。",
    ),
    "FACTOR_BELOW_FLOOR_PROVEN": Text(
        "{place}: the factor named gives {found} kg CO2e for a piece; its materials alone give {expected} at least. It is taken for its evidence.",
        "{place}：所指定因子对应单件 {found} kg CO2e；仅材料即至少为 {expected}。因附有证据而采用。",
        "Have the evidence checked; a verifier will ask.",
        "请复核证据；核查方会询问。",
    ),
    "FACTOR_OFF_CLASS": Text(
        "{place}: the factor named gives {found} kg CO2e for a piece, the class {expected}: fifty times off or more.",
        "{place}：所指定因子对应单件 {found} kg CO2e，该类别为 {expected}：相差五十倍以上。",
        "Check unit and quantity; gram and kilogram, piece and thousand are often mixed up.",
        "请核对单位和数量；克与千克、件与千件常被混淆。",
    ),
    "ALUMINIUM_UNSTATED": Text(
        "{place}: aluminium without {found}: primary and recycled metal differ twentyfold, regions threefold.",
        "{place}：铝未注明{found}：原生铝与再生铝相差约二十倍，地区间相差约三倍。",
        "Ask the supplier for recycled share and country of the smelter.",
        "请向供应商索取再生料比例和冶炼所在国。",
    ),
    "DECLARED_UNIT_NOT_ONE": Text(
        "The declared unit is {found}: every row must hold the amounts for all of it.",
        "声明单位为 {found}：每一行都应填写该数量的全部用量。",
        "Check quantities, masses and pieces, or declare one piece.",
        "请核对数量、质量和产量，或改为声明一件。",
    ),
}
