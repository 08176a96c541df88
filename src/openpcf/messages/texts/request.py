"""Texts of supplier requests and replies."""

from __future__ import annotations

from openpcf.messages.text import Text

TEXTS = {
    "REPLY_NO_REQUEST": Text(
        "{place} is no reply to a request of openpcf.",
        "{place} 不是对 openpcf 数据请求的回复。",
        "Fill in and return the very file that was sent.",
        "请填写并返回所发送的原文件。",
    ),
    "REPLY_HEADER": Text(
        "{place} has no column “{expected}”.",
        "{place} 缺少“{expected}”列。",
        "Fill in the file as it was sent; columns may be moved but not renamed.",
        "请按原文件填写；列可移动，但不可改名。",
    ),
    "REPLY_ROW": Text(
        "The row “{expected}” is missing in {place}.",
        "{place} 缺少“{expected}”一行。",
        "Put the row back, or ask for the file to be sent again.",
        "请恢复该行，或要求重新发送文件。",
    ),
    "REPLY_BLANK": Text(
        "{place}: “{question}” is blank.",
        "{place}：“{question_zh}”未填写。",
        "Enter it; write 0 only if it is really zero.",
        "请填写；确实为零才填 0。",
    ),
    "REPLY_NUMBER": Text(
        "{place}: “{question}” is “{found}”, which is no amount that fits.",
        "{place}：“{question_zh}”填写为“{found}”，不是有效的数量。",
        "Write a number such as {expected}.",
        "请填写形如 {expected} 的数字。",
    ),
    "REPLY_UNIT": Text(
        "{place}: “{question}” is “{found}”, which can't be turned into {expected}.",
        "{place}：“{question_zh}”填写为“{found}”，无法换算为 {expected}。",
        "Write the amount in {expected}.",
        "请以 {expected} 为单位填写。",
    ),
    "REPLY_EITHER": Text(
        "{place}: fill in either “{question}” or “{other}” ({expected}), one of the two.",
        "{place}：“{question_zh}”与“{other_zh}”（{expected}）须填其一，且只填其一。",
        "The amount for one piece, or the whole plant's with its share and the pieces made.",
        "请填写单件用量，或填写全厂用量、分摊比例及产量。",
    ),
    "REPLY_MASS": Text(
        "{place}: one piece weighs {mass} g, the materials named add up to {expected} g; {rest} g "
        "are not named.",
        "{place}：单件质量为 {mass} g，所列材料合计 {expected} g；尚有 {rest} g 未列出。",
        "Enter the rest under “Everything else”, or correct a mass.",
        "请将其余质量填入“其余材料”一行，或更正有误的质量。",
    ),
    "REPLY_HEAVY": Text(
        "{place}: one piece weighs {mass} g, the materials named add up to {expected} g, more than "
        "twice as much. Are all amounts in grams, and for one piece?",
        "{place}：单件质量为 {mass} g，所列材料合计 {expected} g，超过两倍。各用量是否均以克计、且均为单件用量？",
        "Correct the amounts. If so much is cut away, choose “yes” in the last question.",
        "请更正用量；如确有大量材料被切除，请在最后一题选“是”。",
    ),
    "REPLY_ZERO": Text(
        "{place}: “{question}” is 0.",
        "{place}：“{question_zh}”填写为 0。",
        "Enter the amount, however small it is, or leave the cell blank and answer the other way.",
        "请填写实际数值（再小也须填写），或留空并以另一方式作答。",
    ),
    "REPLY_FRACTION": Text(
        "{place}: “{question}” is {found}. Is that {expected} %, or less than one percent?",
        "{place}：“{question_zh}”填写为 {found}。是指 {expected} %，还是不足百分之一？",
        "Write {expected}, or, with its sign, {percent}.",
        "请填写 {expected}；如确为不足百分之一，请带百分号填写 {percent}。",
    ),
    "REPLY_AMBIGUOUS": Text(
        "{place}: “{question}” is “{found}”, which could be {expected} or a thousandth of it.",
        "{place}：“{question_zh}”填写为“{found}”，可能是 {expected}，也可能是其千分之一。",
        "Write it without a sign between thousands, or with one more decimal.",
        "请去掉千位分隔符，或多写一位小数。",
    ),
    "REPLY_SHORT": Text(
        "{place}: the figures are of {days} days only (from {expected}). Twelve months are asked for.",
        "{place}：数据期间仅 {days} 天（自 {expected} 起），要求不少于十二个月。",
        "Take the figures of a full year. If the product is younger, choose “yes” in the last question.",
        "请采用完整年度的数据；如产品投产不足一年，请在最后一题选“是”。",
    ),
    "REPLY_OLD": Text(
        "{place}: the figures end on {found}; a declaration made of them held until {expected}.",
        "{place}：数据截止于 {found}，据此作出的声明有效期至 {expected}，现已过期。",
        "Enter the figures of a later year.",
        "请填写较近年度的数据。",
    ),
    "REPLY_FAR": Text(
        "{place}: “{question}” alone makes {amount} kg CO2e of a piece of {mass} g, more than "
        "{times} times what parts of this kind and mass have ({usual} kg). Is it the amount of one "
        "piece?",
        "{place}：仅“{question_zh}”一项即为每件 {amount} kg CO2e（单件质量 {mass} g），超过同类同质量零部件"
        "（{usual} kg）的 {times} 倍。该数量是否为单件用量？",
        "Enter the amount of one piece, or the whole plant's with its share and the pieces made. "
        "If it is right, choose “yes” in the last question.",
        "请填写单件用量，或填写全厂用量、分摊比例及产量；如核对无误，请在最后一题选“是”。",
    ),
    "REPLY_LITTLE": Text(
        "{place}: all answers together make {amount} kg CO2e of a piece of {found} g, less than a "
        "{times}th of what the library has for parts of this kind and mass ({usual} kg). Is "
        "something left out: chips and components bought in, electricity, process gases?",
        "{place}：各项填报合计为每件 {amount} kg CO2e（单件质量 {found} g），不足因子库中同类同质量零部件"
        "（{usual} kg）的 1/{times}。是否遗漏外购芯片和元器件、用电或工艺气体？",
        "Enter what is left out; chips and components bought in have no line here: declare the piece "
        "from a study of your own (openpcf init). If nothing is left out, choose “yes” in the last "
        "question.",
        "请补填遗漏项；本表不含外购芯片和元器件，如有，请自建研究（openpcf init）后作出声明。"
        "如核对无遗漏，请在最后一题选“是”。",
    ),
    "REPLY_GAP": Text(
        "{place}: “{question}” has no factor in {found}: it would count as nothing.",
        "{place}：“{question_zh}”在 {found} 没有可用的排放因子，会被计为零。",
        "Check the country; if it is right, ask for a factor of {found} to be put into the library.",
        "请核对国家或地区；如无误，请要求将 {found} 的排放因子纳入因子库。",
    ),
    "REPLY_DATE": Text(
        "{place}: “{question}” is “{found}”, which is no date, or could be two.",
        "{place}：“{question_zh}”填写为“{found}”，不是日期，或可作两种解读。",
        "Write the date as {expected}.",
        "请按 {expected} 的形式填写日期。",
    ),
    "REPLY_PERIOD": Text(
        "{place}: the last day ({found}) is not after the first ({expected}).",
        "{place}：截止日（{found}）不晚于起始日（{expected}）。",
        "Correct one of the two.",
        "请更正其一。",
    ),
    "REPLY_COMPANY": Text(
        "{place}: “{question}” is “{found}”, which is neither a web address nor an identifier.",
        "{place}：“{question_zh}”填写为“{found}”，既不是网址域名，也不是标识。",
        "Write the domain, such as yourcompany.com, the 13 digits of the GLN, or an identifier "
        "that begins with urn: or https://.",
        "请填写域名（如 yourcompany.com）、13 位 GLN，或以 urn: 或 https:// 开头的标识。",
    ),
    "REPLY_GS1": Text(
        "{place}: “{found}” is no GLN: 13 digits are wanted, the last checks the others.",
        "{place}：“{found}”不是有效的 GLN：应为 13 位数字，末位为校验位。",
        "Copy it from your GS1 entry, or write your web address instead.",
        "请按 GS1 登记信息填写，或改填网址域名。",
    ),
    "REPLY_PRODUCT": Text(
        "{place}: the part number “{found}” needs your company's web address to be unique.",
        "{place}：产品型号“{found}”须与贵公司网址域名一起才具有唯一性。",
        "Write your domain as the company's identifier, or give the GTIN, or an identifier that "
        "begins with urn: or https://.",
        "请以域名作为公司标识，或填写 GTIN，或以 urn: 或 https:// 开头的标识。",
    ),
    "REPLY_COUNTRY": Text(
        "{place}: “{question}” is “{found}”, which is no country.",
        "{place}：“{question_zh}”填写为“{found}”，不是国家或地区。",
        "Write its two letters or its name; perhaps: {expected}",
        "请填写两位字母代码或名称；可能是：{expected}",
    ),
    "REPLY_CHOICE": Text(
        "{place}: “{question}” is “{found}”.",
        "{place}：“{question_zh}”填写为“{found}”。",
        "Choose one of: {expected}.",
        "请从以下选项中选择：{expected}。",
    ),
    "CHILD_NOT_TAKEN": Text(
        "{place}: the declaration of {supplier} does not pass its own rules ({found}).",
        "{place}：{supplier} 的声明未通过其自身所遵循的规则（{found}）。",
        "Ask {supplier} for a version in which what is listed is in order.",
        "请 {supplier} 提供已更正所列问题的版本。",
    ),
    "RECEIVED_KEY": Text(
        "{place} is signed with the key {found}, which {expected} does not list.",
        "{place} 以密钥 {found} 签名，而 {expected} 未收录该密钥。",
        "Ask the supplier for the .jwk.json of their key, compare its id with them by telephone, "
        "then: openpcf keys trust {expected} --add --holder NAME --id URI --jwk FILE",
        "请向供应商索取密钥的 .jwk.json 文件，通过电话核对密钥编号，然后执行："
        "openpcf keys trust {expected} --add --holder 名称 --id URI --jwk 文件",
    ),
    "RECEIVED_LINE": Text(
        "It is not said, or not known, which lines the declaration stands for: “{found}”.",
        "未说明该声明对应哪些条目，或条目不存在：“{found}”。",
        "Name each with --line; the study has: {expected}.",
        "请用 --line 逐一指定；研究中有：{expected}。",
    ),
    "RECEIVED_OUT": Text(
        "{place} is a workbook; it is not written into.",
        "{place} 为工作簿，不会直接写入。",
        "Name a new workbook in the same folder: --out {expected}.",
        "请指定同一文件夹中的新工作簿：--out {expected}。",
    ),
}
