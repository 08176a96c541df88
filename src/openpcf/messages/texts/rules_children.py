"""Texts of the rules on suppliers' declarations in a footprint."""

from __future__ import annotations

from openpcf.messages.text import Text

TEXTS = {
    "CHILD_REFERENCE": Text(
        "{place}: the reference says “{found}”, wanted is “{expected}”.",
        "{place}：引用为“{found}”，应为“{expected}”。",
        "A reference fixes series, id, version, digest and issuer: match the declaration again.",
        "引用须锁定系列标识、编号、版本、摘要和签发方：请重新匹配该声明。",
    ),
    "CHILD_TYPE": Text(
        "{place}: the component is a “{found}”, not a footprint.",
        "{place}：该组件为“{found}”，而非产品碳足迹。",
        "Ask the supplier for a footprint.",
        "请向供应商索取产品碳足迹声明。",
    ),
    "CHILD_FIGURE": Text(
        "{place}: {supplier} printed {expected}, here stands {found}.",
        "{place}：{supplier} 声明的数值为 {expected}，此处为 {found}。",
        "Calculate again from the declaration.",
        "请依据该声明重新计算。",
    ),
    "CHILD_UNIT": Text(
        "{place}: found {found}, the child's declared unit is {expected}.",
        "{place}：实为 {found}，组件的声明单位为 {expected}。",
        "Enter the quantity in the child's declared unit.",
        "请以组件的声明单位填写数量。",
    ),
    "CHILD_DIVISOR": Text(
        "{place}: the child is stated per {expected} units, and nothing divides by it.",
        "{place}：组件的数值对应 {expected} 个计量单位，此处未作相应除算。",
        "Put the child's declared amount among the divisors.",
        "请将组件声明单位的数值列入除数。",
    ),
    "CHILD_SHARE": Text(
        "{place}: {supplier} states {expected}, here stands {found}.",
        "{place}：{supplier} 声明为 {expected}，此处为 {found}。",
        "Copy the child's own share; an estimate stays one.",
        "请照录组件自身的占比；估算值不因签名而变为实测值。",
    ),
    "CHILD_PROFILE": Text(
        "{supplier}: {product} claims {found}, not {wanted} or a profile that extends it; {share} of the result rest on it. Path: {path}.",
        "{supplier}：{product} 声明遵循 {found}，而非 {wanted} 或其扩展规则集；{share_zh}依赖于此。路径：{path}。",
        "Ask {supplier} for a version issued under {wanted}, or take a penalised default.",
        "请 {supplier} 提供按 {wanted} 签发的版本，或采用加成默认值。",
    ),
    "CHILD_PURPOSE": Text(
        "{supplier}: {product} was made as “{found}” and cannot stand in a footprint made as “{own}”; {share} of the result rest on it. Path: {path}.",
        "{supplier}：{product} 的用途为“{found}”，不得用于用途为“{own}”的产品碳足迹；{share_zh}依赖于此。路径：{path}。",
        "Ask {supplier} for a version issued for customers.",
        "请 {supplier} 提供面向客户签发的版本。",
    ),
    "CHILD_KIND": Text(
        "{supplier}: {product} is “{found}”, its parent “{own}”; {share} of the result rest on it. Path: {path}.",
        "{supplier}：{product} 的数据类型为“{found}”，而上级产品为“{own}”；{share_zh}依赖于此。路径：{path}。",
        "Ask {supplier} for a footprint of a past period.",
        "请 {supplier} 提供基于历史期间的产品碳足迹。",
    ),
    "CHILD_BOUNDARY": Text(
        "{supplier}: {product} is {found}: what happens before its own plant is in nobody's figure; {share} of the result rest on it. Path: {path}.",
        "{supplier}：{product} 的系统边界为 {found}，其上游过程未计入任何数值；{share_zh}依赖于此。路径：{path}。",
        "Ask {supplier} for a footprint from cradle to gate.",
        "请 {supplier} 提供从摇篮到大门的产品碳足迹。",
    ),
    "CHILD_STAGE_ABSENT": Text(
        "{supplier}: {product} has no value of the stage {stage} ({found}); {share} of the result rest on it. Path: {path}.",
        "{supplier}：{product} 未给出 {stage} 阶段的数值（{found}）；{share_zh}依赖于此。路径：{path}。",
        "Enter it yourself where you know it (a transport leg, packaging), or ask {supplier}.",
        "如已知（运输、包装），请自行填写，或询问 {supplier}。",
    ),
    "CHILD_GAPS": Text(
        "{supplier}: {found} lines of {product} have no factor (result of result and screened gaps: {screened}); {share} of the result rest on it. Path: {path}.",
        "{supplier}：{product} 有 {found} 个清单条目没有排放因子（结果占结果与筛查缺口之和的比例：{screened}）；{share_zh}依赖于此。路径：{path}。",
        "Ask {supplier} to name these materials, or to fill in what they are made of.",
        "请 {supplier} 说明这些材料，或填写其组成。",
    ),
    "CHILD_TWICE": Text(
        "The declaration {found} is counted {times} times.",
        "声明 {found} 被计入 {times} 次。",
        "Put its positions into one item.",
        "请将其各处用量合并为一项。",
    ),
    "COMPONENT_UNKNOWN": Text(
        "A line names the component {found}, which is not among the components ({expected}).",
        "清单条目所引用的组件 {found} 不在组件列表（{expected}）中。",
        "Add the component, or correct its name in the line.",
        "请补充该组件，或更正条目中的名称。",
    ),
    "COMPONENT_UNUSED": Text(
        "{place}: no line takes this component up, so it is not in the result.",
        "{place}：没有清单条目引用该组件，因此未计入结果。",
        "Add its line, or take the component out.",
        "请补充相应条目，或移除该组件。",
    ),
    "CHILD_CYCLE": Text(
        "A sub-assembly contains the product it goes into: {found}.",
        "组件中包含其所装入的产品：{found}。",
        "Take the wrong declaration off the bill.",
        "请从物料清单中移除错误的声明。",
    ),
    "CHILD_NOT_AT_HAND": Text(
        "{place}: the declaration {found} was not at hand.",
        "{place}：未提供声明 {found}。",
        "Put it beside the document, or into the bundle.",
        "请将其与该文件放在一起，或纳入声明包。",
    ),
    "CHILD_SIGNATURE": Text(
        "{supplier}: the declaration of {product} does not hold ({found}); {share} of the result rest on it. Path: {path}.",
        "{supplier}：{product} 的声明未通过验签（{found}）；{share_zh}依赖于此。路径：{path}。",
        "Ask {supplier} for the original file.",
        "请向 {supplier} 索取原始文件。",
    ),
    "CHILD_KEY_UNKNOWN": Text(
        "{supplier}: the key {found} of {product} is on no trust list at hand; {share} of the result rest on it. Path: {path}.",
        "{supplier}：{product} 的签名密钥 {found} 不在所提供的任何信任列表中；{share_zh}依赖于此。路径：{path}。",
        "Get the list {supplier} is on, or take a penalised default.",
        "请获取收录 {supplier} 的信任列表，或采用加成默认值。",
    ),
    "CHILD_FAILS": Text(
        "{supplier}: {product} fails at {field} ({found}, rule {rule_id}); {share} of the result rest on it. Path: {path}.",
        "{supplier}：{product} 在 {field} 处未通过（{found}，规则 {rule_id}）；{share_zh}依赖于此。路径：{path}。",
        "Ask {supplier} for a version with {field} in order, or take a penalised default.",
        "请 {supplier} 提供 {field} 符合要求的版本，或采用加成默认值。",
    ),
    "CHILD_INCONCLUSIVE": Text(
        "{supplier}: {product} could not be judged at {field} ({found}); {share} of the result rest on it.",
        "{supplier}：{product} 在 {field} 处无法判定（{found}）；{share_zh}依赖于此。",
        "Ask {supplier} for a complete version.",
        "请 {supplier} 提供完整版本。",
    ),
    "CHILD_WITHDRAWN": Text(
        "{supplier}: {product} was withdrawn; {share} of the result rest on it. Path: {path}.",
        "{supplier}：{product} 的声明已撤回；{share_zh}依赖于此。路径：{path}。",
        "Ask {supplier} for the version that replaces it.",
        "请 {supplier} 提供替代版本。",
    ),
    "CHILD_STATUS_UNKNOWN": Text(
        "{supplier}: the status of {product} is {found}; {share} of the result rest on it. Path: {path}.",
        "{supplier}：{product} 的声明状态为{found_zh}；{share_zh}依赖于此。路径：{path}。",
        "Ask {supplier} for its status, replace it, or take a penalised default.",
        "请向 {supplier} 查询状态、予以替换，或采用加成默认值。",
    ),
    "CHILD_SUPERSEDED": Text(
        "{supplier}: there is a newer version of {product}.",
        "{supplier}：{product} 已有更新版本。",
        "Take the newer version with the next issue.",
        "下次签发时请采用新版本。",
    ),
    "CHILD_VALIDITY_UNKNOWN": Text(
        "{supplier}: {product} does not state how long it is valid; {share} of the result rest on it.",
        "{supplier}：{product} 未注明有效期；{share_zh}依赖于此。",
        "Ask {supplier} for a version that does.",
        "请 {supplier} 提供注明有效期的版本。",
    ),
    "CHILD_NOT_VALID_AT_BUILD": Text(
        "{supplier}: {product} is valid {found}, not when this footprint was built; {share} of the result rest on it. Path: {path}.",
        "{supplier}：{product} 的有效期为 {found}，本碳足迹编制时不在有效期内；{share_zh}依赖于此。路径：{path}。",
        "Ask {supplier} for a current version, or take a penalised default.",
        "请 {supplier} 提供现行版本，或采用加成默认值。",
    ),
    "CHILD_EXPIRED_SINCE": Text(
        "{supplier}: {product} expired on {found}, after this footprint was built.",
        "{supplier}：{product} 的声明于 {found} 失效，晚于本碳足迹的编制时间。",
        "Take a current version with the next issue.",
        "下次签发时请采用现行版本。",
    ),
    "PENALISED_DEFAULT": Text(
        "A penalised default stands for {found} % of the result (limit {expected} %): {lines}.",
        "加成默认值占结果的 {found}%（上限 {expected}%）：{lines}。",
        "Replace it by the supplier's declaration.",
        "请以供应商的产品碳足迹声明替换。",
    ),
}
