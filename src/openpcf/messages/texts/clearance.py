"""Texts of the decision at a border or in a tender."""

from __future__ import annotations

from openpcf.messages.text import Text

TEXTS = {
    "POLICY_FORM": Text(
        "{place} is not as a policy must be: found “{found}”, expected {expected}.",
        "{place} 不符合政策文件的要求：实为“{found}”，应为 {expected}。",
        "Correct this member of the policy file.",
        "请更正政策文件中的该项。",
    ),
    "POLICY_MISSING": Text(
        "{place} is missing.",
        "缺少 {place}。",
        "A policy names itself (policy, version) and the profiles whose verdict it takes.",
        "政策文件须写明名称（policy）、版本（version）及所认可的规则集（profiles）。",
    ),
    "DEMONSTRATION_ONLY": Text(
        "The declaration says of itself that it is a demonstration.",
        "该声明自称仅用于演示。",
        "Present a declaration issued for this purpose; a demonstration never counts.",
        "请提交为此用途签发的声明；演示文件一律无效。",
    ),
    "CLEAR_PURPOSE": Text(
        "The declaration was issued for the purpose “{found}”; this policy takes {expected}.",
        "该声明的用途为“{found}”；本政策仅接受 {expected}。",
        "Ask the issuer for a version issued for this purpose.",
        "请向签发方索取为此用途签发的版本。",
    ),
    "CLEAR_LEVEL": Text(
        "This policy asks for a verifier's statement of at least {expected} assurance; proven is: {found}.",
        "本政策要求保证等级不低于 {expected} 的核查声明；已证实的为：{found}。",
        "Ask the issuer for a verification statement of that level over the same digest.",
        "请签发方提供针对同一摘要、达到该等级的核查声明。",
    ),
    "CLEAR_NOTHING_PROVEN": Text(
        "No signed footprint could be opened.",
        "未能打开任何已签名的碳足迹数据。",
        "Present the declaration file as its issuer gave it out.",
        "请提交签发方原样提供的声明文件。",
    ),
    "CLEAR_TIME_UNKNOWN": Text(
        "{place} holds no readable instant: “{found}”.",
        "{place} 不含可读的时间：“{found}”。",
        "Ask the issuer for a version that states it with a time zone.",
        "请签发方提供注明时区的版本。",
    ),
    "CLEAR_EXPIRED": Text(
        "The declaration was valid until {found}.",
        "该声明的有效期至 {found}。",
        "Ask the issuer for a current version.",
        "请向签发方索取现行版本。",
    ),
    "CLEAR_NOT_YET_VALID": Text(
        "The declaration is valid only from {found}.",
        "该声明自 {found} 起方才有效。",
        "Present it after that date, or the version before it.",
        "请在该日期之后提交，或提交上一版本。",
    ),
    "CLEAR_TOO_OLD": Text(
        "The data are {found} months old; this policy takes at most {expected}.",
        "数据已有 {found} 个月；本政策最多接受 {expected} 个月。",
        "Ask the issuer for a version with a newer reference period.",
        "请向签发方索取基准期更新的版本。",
    ),
    "CLEAR_STATUS": Text(
        "The declaration's status is {found}.",
        "该声明的状态为 {found}。",
        "Ask the issuer for the version that replaces it.",
        "请向签发方索取替代版本。",
    ),
    "CLEAR_STATUS_UNKNOWN": Text(
        "The declaration names a status list, but none was at hand.",
        "该声明指明了状态列表，但手头没有该列表。",
        "Refresh the status lists, or let a person decide.",
        "请更新状态列表，或交由人工判定。",
    ),
    "CLEAR_STATUS_MISSING": Text(
        "The declaration offers no way to learn its status.",
        "该声明未提供查询其状态的途径。",
        "Ask the issuer for a version with a status reference.",
        "请签发方提供带状态引用的版本。",
    ),
    "CLEAR_TIMESTAMP_MISSING": Text(
        "A trusted time stamp is missing (policy {expected}).",
        "缺少可信时间戳（政策 {expected}）。",
        "Ask the issuer to add a time stamp over the same digest; the data stay as they are.",
        "请签发方对同一摘要补加时间戳；数据无需改动。",
    ),
    "CLEAR_STATEMENT_MISSING": Text(
        "A verifier's statement is missing (policy {expected}).",
        "缺少核查方的核查声明（政策 {expected}）。",
        "Ask the issuer for a verification statement over the same digest.",
        "请签发方提供针对同一摘要的核查声明。",
    ),
    "CLEAR_RULES_UNKNOWN": Text(
        "The declaration claims “{found}”; this policy knows {expected}.",
        "该声明所依据的规则为“{found}”；本政策认可 {expected}。",
        "Let a person decide, or ask for a declaration to a profile of this policy.",
        "请交由人工判定，或索取符合本政策所列规则的声明。",
    ),
    "CLEAR_RULE_FAILED": Text(
        "The declaration fails the rules it claims to meet.",
        "该声明不符合其所声称依据的规则。",
        "Ask the issuer for a corrected version.",
        "请签发方提供更正后的版本。",
    ),
    "CLEAR_RULES_OPEN": Text(
        "Not all rules could be evaluated.",
        "部分规则无法评价。",
        "Ask for a presentation that shows what is hidden, or let a person decide.",
        "请索取披露更多内容的版本，或交由人工判定。",
    ),
    "CLEAR_HIDDEN": Text(
        "{place} is hidden in this presentation.",
        "本次提交中 {place} 未予披露。",
        "Ask the holder for a presentation of the same digest that shows it.",
        "请持有方提交披露该部分的、摘要相同的文件。",
    ),
    "TL_STALE": Text(
        "The trust list was to be renewed by {found}.",
        "信任列表应于 {found} 前更新。",
        "Get the current trust list and decide again.",
        "请获取最新信任列表后重新判定。",
    ),
}
