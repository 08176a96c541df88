"""Texts of matching activities, electricity, transport and packaging."""

from __future__ import annotations

from openpcf.messages.text import Text

TEXTS = {
    "ELECTRICITY_REGION": Text(
        "{place} does not say where the electricity is used.",
        "{place} 未说明电力使用地点。",
        "Enter the country of the site (such as {expected}).",
        "请填写场所所在国家或地区（如 {expected}）。",
    ),
    "ELECTRICITY_NO_FACTOR": Text(
        "{place}: no usable grid factor for {found} is in the library.",
        "{place}：因子库中没有适用于 {found} 的电网因子。",
        "Add one with its source (`openpcf factors add FILE`), or name a factor in the row.",
        "请用 `openpcf factors add FILE` 添加并注明来源，或在该行指定因子。",
    ),
    "ELECTRICITY_PROVINCE": Text(
        "{place}: for {found} only factors of CO2 at the stack are published; the life-cycle "
        "average of {expected} is taken.",
        "{place}：{found} 仅公布发电端 CO2 因子，故采用 {expected} 的生命周期平均值。",
        "Name a life-cycle factor of the province if you have one.",
        "如有该省的生命周期因子，请予指定。",
    ),
    "ELECTRICITY_LOSSES": Text(
        "{place}: the grid factor {found} is per kWh generated; losses are not in it.",
        "{place}：电网因子 {found} 以发电量计，不含输配电损耗。",
        "Enter the grid loss in percent with its source.",
        "请填写输配电损耗率及其来源。",
    ),
    "ELECTRICITY_OWN": Text(
        "{place}: your own factor {found} ({expected}) is taken for the grid of this place.",
        "{place}：该地电网采用自有因子 {found}（{expected}）。",
        "It is the one the study names, or the library has none: check its year and losses.",
        "该因子由研究指定，或因子库中无该地因子：请核对其年份与损耗。",
    ),
    "ELECTRICITY_OWN_NOT_NAMED": Text(
        "{place}: your own grid factor {found} is not named and not taken; {expected} is.",
        "{place}：自有电网因子 {found} 未被指定，故未采用；采用 {expected}。",
        "Name it in the row's factor column to use it.",
        "如需采用，请在该行的因子列中指定。",
    ),
    "ELECTRICITY_YEAR": Text(
        "{place}: the grid factor is of {found}, the electricity of {expected}.",
        "{place}：电网因子年份为 {found}，用电年份为 {expected}。",
        "Take a newer factor when one is published; the gap shows in the rating for time.",
        "新因子公布后请更新；该差距已反映在时间代表性评分中。",
    ),
    "LOSS_INCLUDED": Text(
        "{place}: the loss of {found} % is not added: the factor {expected} has losses inside.",
        "{place}：未计入 {found}% 的损失：因子 {expected} 已含损失。",
        "Leave the loss blank, or name a factor without losses.",
        "请将损失留空，或指定不含损失的因子。",
    ),
    "LOSS_NOT_ELECTRICITY": Text(
        "{place}: a loss of {found} % before the meter is only known for electricity.",
        "{place}：计量点之前的损失（{found}%）仅适用于电力。",
        "Enter the amount that was bought or delivered, its loss inside, and leave the loss blank.",
        "请填写包含损失的外购量或交付量，并将损失留空。",
    ),
    "ACTIVITY_NO_QUANTITY": Text(
        "{place}: “{what}” has no amount or no unit.",
        "{place}：“{what}”缺少数量或单位。",
        "Enter both; blank is not zero.",
        "请填写二者；空白不等于零。",
    ),
    "ACTIVITY_NO_FACTOR": Text(
        "{place}: nothing in the library is known as “{found}”.",
        "{place}：因子库中没有“{found}”。",
        "Use a known word ({expected}; all of them: `openpcf factors words`) or name a factor id.",
        "请使用已知词语（{expected}；全部见 `openpcf factors words`），或指定因子编号。",
    ),
    "ACTIVITY_ALLOCATION": Text(
        "{place}: the allocation is incomplete: {found} without {expected}.",
        "{place}：分配信息不完整：有 {found}，缺少 {expected}。",
        "Give the key, the product's amount of it, the total over all products and the pieces made.",
        "请填写分配键、本产品的键值、所有产品的键值合计以及生产件数。",
    ),
    "ALLOCATION_ABOVE_ONE": Text(
        "{place}: the product takes {found} of {expected}, more than all of it.",
        "{place}：本产品占 {found}，超过总量 {expected}。",
        "The key total is over all products: correct one of the two.",
        "键值合计应涵盖所有产品：请更正其一。",
    ),
    "ACTIVITY_POWER": Text(
        "{place}: “{what}” is in {found}; hours go with a power and a power needs its hours.",
        "{place}：“{what}”的单位为 {found}；功率须配运行小时数，小时数亦须配功率。",
        "Enter a power with its hours over the service life ({expected}), or an energy without.",
        "请填写功率及其使用寿命内的小时数（{expected}），或直接填写能量而不填小时数。",
    ),
    "TREATMENT_SHARES": Text(
        "{place}: the ways “{what}” goes add up to {found} %, not to {expected}.",
        "{place}：“{what}”各处理方式的份额合计为 {found}%，应为 {expected}%。",
        "Enter every way, what is not collected too; the shares of one waste sum to 100.",
        "请列出全部去向，包括未收集部分；同一废物的份额合计须为 100。",
    ),
    "TREATMENT_AMOUNTS": Text(
        "{place}: the ways “{what}” goes are shares of different amounts: {found}.",
        "{place}：“{what}”各处理方式所分担的数量不一致：{found}。",
        "Enter the whole amount of the waste in each row, with the same key and pieces.",
        "请在各行填写相同的废物总量、分配基准与产量。",
    ),
    "ROW_AGAIN": Text(
        "{place}: “{found}” is entered more than once: these rows are alike but for their id.",
        "{place}：“{found}”重复录入：除编号外，各行内容相同。",
        "Delete one of them, or tell them apart under “what”.",
        "请删除重复行，或在名称中加以区分。",
    ),
    "PIECES_DIFFER": Text(
        "{place}: rows of one period are for different numbers of declared units: {found}.",
        "{place}：同一期间各行对应的产量（声明单位数）不一致：{found}。",
        "Enter the good units of that period in every row; 1 where the amount is for one.",
        "请在各行填写该期间的合格品数量；若为单件用量，请填 1。",
    ),
    "YIELD_LOW": Text(
        "{place}: the yield of “{what}” is {found} %: more is lost than made.",
        "{place}：“{what}”的良品率为 {found}%，损失多于产出。",
        "Check it: good pieces out of 100 started, such as 98.5.",
        "请核对：每投入 100 件的合格件数，例如 98.5。",
    ),
    "YIELD_FRACTION": Text(
        "{place}: the yield of “{what}” is {found} %; it looks like the fraction of {expected} %.",
        "{place}：“{what}”的良品率为 {found}%，疑似将 {expected}% 误填为小数。",
        "Enter {expected}, or name a file with its digest that proves the yield.",
        "请填写 {expected}，或指定带摘要的证据文件以证明该良品率。",
    ),
    "BIOGENIC_ABOVE_MASS": Text(
        "{place}: the biogenic carbon, {found}, is more than the packaging weighs, {expected}.",
        "{place}：生物质碳（{found}）超过包装质量（{expected}）。",
        "Enter the carbon in kg: paper and board have 0.4 to 0.5 kg of it in each kg.",
        "请以 kg 填写碳含量：纸和纸板每千克约含 0.4 至 0.5 kg。",
    ),
    "BIOGENIC_HIGH": Text(
        "{place}: the biogenic carbon, {found}, is more than 60 % of the mass, {expected}.",
        "{place}：生物质碳（{found}）超过质量（{expected}）的 60%。",
        "Check it: paper and board have 0.4 to 0.5 kg of carbon in each kg, wood 0.5.",
        "请核对：纸和纸板每千克约含碳 0.4 至 0.5 kg，木材约 0.5 kg。",
    ),
    "YIELD_UNKNOWN": Text(
        "{place}: the yield of “{what}” is not known; no loss is counted.",
        "{place}：“{what}”的良品率未知，未计损失。",
        "Enter good pieces out of pieces started; 100 where nothing is lost.",
        "请填写合格数占投入数的比例；无损失时填 100。",
    ),
    "SCRAP_WITHOUT_TREATMENT": Text(
        "{place}: “{what}” makes scrap, and no line treats the waste of its site.",
        "{place}：“{what}”产生报废品，但其场所没有任何废物处理行。",
        "Enter the waste as an activity (kg, way of treatment), scrap among it.",
        "请将废物（含报废品）作为活动填写（质量与处理方式）。",
    ),
    "DIVISOR_ZERO": Text(
        "{place}: the amount is divided by zero: {found}.",
        "{place}：数量被零除：{found}。",
        "Enter a yield, key total, number of pieces or uses above zero, a loss below 100 %.",
        "请填写大于零的良品率、分配基数总量、产量或使用次数，以及小于 100% 的损失。",
    ),
    "AMOUNT_DIGITS": Text(
        "{place}: the amount {found} has more digits than a document can carry.",
        "{place}：数量 {found} 的位数超出文件可承载的范围。",
        "At most {expected} digits before and behind the point: choose another unit or round.",
        "小数点前后各不超过 {expected} 位：请换用其他单位或取整。",
    ),
    "LEG_INCOMPLETE": Text(
        "{place}: the transport leg has no {found}.",
        "{place}：运输段缺少{found}。",
        "Enter mass with packaging, distance and mode.",
        "请填写含包装质量、距离和运输方式。",
    ),
    "PACKAGING_INCOMPLETE": Text(
        "{place}: the packaging has no {found}.",
        "{place}：包装缺少{found}。",
        "Enter material and mass.",
        "请填写材料和质量。",
    ),
    "FACTOR_UNIT_DIFFERS": Text(
        "{place}: the amount is in {found}, the factor is per {expected}.",
        "{place}：数量单位为 {found}，而因子单位为每 {expected}。",
        "Enter the amount in a unit of that kind, or choose another factor.",
        "请以同类单位填写数量，或选用其他因子。",
    ),
    "FACTOR_NOT_CO2E": Text(
        "{place}: factor {found} is no greenhouse gas factor; the line stays a gap.",
        "{place}：因子 {found} 不是温室气体排放因子；该行作为数据缺口。",
        "Name a factor in kg CO2e; multiply other parameters into one before.",
        "请指定以 kg CO2e 计的因子；其他参数须先换算为该类因子。",
    ),
    "FACTOR_INCOMPLETE": Text(
        "{place}: factor {found} is not complete ({why}) and was named by hand.",
        "{place}：所指定的因子 {found} 不完整（{why}）。",
        "Choose a complete factor, or add what is missing as a line of its own.",
        "请选用完整的因子，或将缺失部分另列一行。",
    ),
    "FACTOR_SPECIFIC_WITHOUT_EVIDENCE": Text(
        "{place}: the factor is said to be site- or supplier-specific, but no file with a digest "
        "proves it; it counts as an average.",
        "{place}：声称因子为场所或供应商特定，但没有带摘要的文件予以证明；按平均值计。",
        "Name the evidence in the row and give its file and digest in the table of evidence.",
        "请在该行指明证据，并在证据表中填写文件及其摘要。",
    ),
    "EVIDENCE_NO_DIGEST": Text(
        "{place}: nothing fixes the content of “{found}”, so it proves nothing.",
        "{place}：“{found}”的内容未以摘要固定，不能作为证据。",
        "Enter its digest: {expected}.",
        "请填写其摘要：{expected}。",
    ),
    "EVIDENCE_DIGEST": Text(
        "{place}: the file {file} is not the one whose digest is stated ({found}).",
        "{place}：文件 {file} 与所填摘要不符（{found}）。",
        "Put the right file there, or state its digest: {expected}.",
        "请放入正确的文件，或填写其摘要：{expected}。",
    ),
}
