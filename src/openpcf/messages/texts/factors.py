"""Texts of units, factors and the factor library."""

from openpcf.messages.text import Text

TEXTS = {
    "UNIT_UNKNOWN": Text(
        "{place}: the unit {found} is not known.",
        "{place}:无法识别单位“{found}”。",
        "Write a unit of the table, such as {expected}.",
        "请改用单位表中的单位,例如 {expected}。",
    ),
    "UNIT_AMBIGUOUS": Text(
        "{place}: the unit {found} can mean several things.",
        "{place}:单位“{found}”含义不唯一。",
        "Write which one it is: {expected}.",
        "请写明具体单位:{expected}。",
    ),
    "UNIT_DIMENSION": Text(
        "{place}: {found} ({found_kind}) cannot be given in {expected} ({expected_kind}).",
        "{place}:{found}({found_kind})不能换算为 {expected}({expected_kind}),量纲不同。",
        "Give the amount in a unit of {expected_kind}, or choose a factor per {found_kind}.",
        "请以量纲为 {expected_kind} 的单位填写数量,或选用按 {found_kind} 计的排放因子。",
    ),
    "UNIT_INEXACT": Text(
        "{place}: {found} has no exact decimal in {expected}.",
        "{place}:{found} 换算为 {expected} 时不是有限小数。",
        "Keep the unit it is in; calculation divides once, at the end.",
        "请保留原单位,计算时只在最后相除一次。",
    ),
    "FACTOR_UNIT": Text(
        "{place}: {found} is not the unit of a factor.",
        "{place}:“{found}”不是排放因子的单位。",
        "Write what is emitted per what, such as {expected}.",
        "请写成“排放量/活动数据单位”,例如 {expected}。",
    ),
    "FACTOR_UNKNOWN": Text(
        "{place}: the library has no factor {found}.",
        "{place}:因子库中没有因子 {found}。",
        "Search the library; near is {expected}.",
        "请在因子库中检索;相近的有 {expected}。",
    ),
    "FACTOR_TWICE": Text(
        "{place}: the id {found} stands twice.",
        "{place}:因子编号 {found} 重复。",
        "Give every factor an id of its own.",
        "请为每个因子设置唯一编号。",
    ),
    "FACTOR_MEMO": Text(
        "{place}: {found} is more than the fossil part {expected} it lies in.",
        "{place}:{found} 大于其所属的化石部分 {expected}。",
        "Enter the share of the fossil part, in the unit of the factor.",
        "请以因子的单位填写其在化石部分中的数值。",
    ),
    "FACTOR_INCOMPLETE_ROW": Text(
        "{place}: {expected} is blank; without it a row is no factor.",
        "{place}:“{expected}”为空,该行不能作为排放因子。",
        "Fill {expected} in, or delete the row.",
        "请填写“{expected}”,或删除该行。",
    ),
    "FACTOR_YEAR": Text(
        "{place}: the factor {found} has no year.",
        "{place}:因子 {found} 没有年份。",
        "Write the year its data stand for, such as {expected}.",
        "请填写数据代表的年份,例如 {expected}。",
    ),
    "FACTOR_SOURCE": Text(
        "{place}: the factor {found} names no source.",
        "{place}:因子 {found} 未注明来源。",
        "Name the document or the database it was read in.",
        "请注明其出处文件或数据库。",
    ),
    "FACTOR_KIND": Text(
        "{place}: {found} is not a kind of factor.",
        "{place}:“{found}”不是因子类别。",
        "Write one of: {expected}.",
        "请填写以下之一:{expected}。",
    ),
    "FACTOR_KIND_BLANK": Text(
        "{place}: nothing says what the factor {found} contains.",
        "{place}:因子 {found} 未说明其包含的范围。",
        "Write its kind, such as {expected}; until then it counts as a process of its own.",
        "请填写类别,例如 {expected};在此之前按单一过程处理。",
    ),
    "FACTOR_RANGE": Text(
        "{place}: the value {found} lies outside its own range {expected}.",
        "{place}:数值 {found} 不在其自身范围 {expected} 内。",
        "Mend the value, low or high.",
        "请更正数值或其上下限。",
    ),
    "FACTOR_PARTS": Text(
        "{place}: the parts sum to {found}, the value is {expected}.",
        "{place}:各分项之和为 {found},而数值为 {expected}。",
        "Mend the parts, or leave them out: a total without parts is allowed.",
        "请更正分项,或不填分项:允许只有总值。",
    ),
    "FACTOR_SIGN": Text(
        "{place}: {found} has the wrong sign for {expected}.",
        "{place}:{found} 的正负号与“{expected}”不符。",
        "Uptake, removals and storage are at most 0, all other parts at least 0.",
        "吸收、移除与封存不大于 0,其余分项不小于 0。",
    ),
    "FACTOR_NEGATIVE": Text(
        "{place}: a factor of {found} without parts does not say what is taken up or removed.",
        "{place}:因子为 {found},但无分项,未说明吸收或移除的内容。",
        "Enter its parts (fossil, biogenic_uptake, ccs …), or a value of at least 0.",
        "请填写分项(化石、生物质吸收、碳封存等),或填写不小于 0 的数值。",
    ),
    "FACTOR_ZERO": Text(
        "{place}: the factor {found} is 0: whatever it is named for counts as nothing.",
        "{place}:因子 {found} 为 0,引用它的活动将不计排放。",
        "Enter its value with a source, or leave the factor out: a gap is not a zero.",
        "请填写有出处的数值,或删除该因子:数据缺口不等于零。",
    ),
    "FACTOR_PER_DIFFERS": Text(
        "{place}: the factor is per {found} here and {expected} in its unit.",
        "{place}:此处为每 {found},而单位栏为 {expected}。",
        "State one of the two: leave “per” blank, or write the emission alone in “unit”.",
        "请只保留其一:将“per”留空,或在“unit”中仅填写排放量单位。",
    ),
    "FACTOR_KIND_PARAMETER": Text(
        "{place}: the factor {found} is of emissions, and its kind calls it a parameter.",
        "{place}:因子 {found} 为排放因子,但其类别为参数(parameter)。",
        "Write what it contains, such as {expected}.",
        "请填写其包含的范围,例如 {expected}。",
    ),
    "FACTOR_YEAR_AHEAD": Text(
        "{place}: the factor is of {found}, and this is {expected}.",
        "{place}:因子年份为 {found},而今年是 {expected}。",
        "Correct the year; a scenario of the future is no record of the past.",
        "请更正年份;未来情景不能作为历史数据。",
    ),
    "FACTOR_ID_TAKEN": Text(
        "{place}: the id {found} stands in {expected} already; one would replace the other unseen.",
        "{place}:编号 {found} 已用于 {expected},二者会在无提示的情况下相互替换。",
        "Give it an id of your own, such as own:{found}, and name that in the row.",
        "请使用自有编号,例如 own:{found},并在相应行中引用。",
    ),
    "FACTOR_COMBINE": Text(
        "{place}: these cannot be added, {what} differs: {found}.",
        "{place}:不能相加,{what} 不一致:{found}。",
        "Take rows of one publisher, version, vehicle and unit.",
        "请选用同一发布者、同一版本、同一车型和单位的因子。",
    ),
    "FACTOR_COLUMN": Text(
        "{place}: the column {found} is not known and was left out.",
        "{place}:列“{found}”无法识别,未读入。",
        "Use the headers of the template: {expected}.",
        "请使用模板中的表头:{expected}。",
    ),
    "DATASET_FORM": Text(
        "{place}: this is not a factor data set of openpcf: {found}.",
        "{place}:不是 openpcf 的因子数据集:{found}。",
        "Take the file as it was shipped, or build it again with tools/build_factors.py.",
        "请使用随软件发布的原文件,或用 tools/build_factors.py 重新生成。",
    ),
    "DATASET_TWICE": Text(
        "{place}: the data set {found} was passed in twice.",
        "{place}:数据集 {found} 被重复传入。",
        "Pass every version once.",
        "每个版本只传入一次。",
    ),
}
