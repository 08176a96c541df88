"""What the demonstration says, in English and Chinese."""

from __future__ import annotations

from collections.abc import Mapping

from openpcf.messages.catalogue import Language

WORDS: Mapping[Language, Mapping[str, str]] = {
    "en": {
        "bom": "BOM",
        "bom-text": "{lines} lines: {parts} parts, {apart} not parts, configuration “{name}”, "
        "{out} mechanical lines out",
        "matched": "Matched",
        "matched-text": "{lines} inventory lines: {how}; {gaps} without factor -> gaps.xlsx",
        "how": "{n} by {name}",
        "part-number": "part number",
        "package": "package",
        "class": "class",
        "spend": "spend",
        "user": "entry",
        "gap": "gap",
        "component": "declaration",
        "and": ", ",
        "a": "A open data",
        "total": "{total} kg CO2e ({low} - {high}, 95 %, parameters only)",
        "shares": "supplied {supplied}, of it verified {verified}; estimated {estimated}; "
        "primary {primary}",
        "check": "Check A",
        "issuable": "issuable",
        "not-issuable": "not issuable: {why}",
        "largest": "largest, kg: {largest}",
        "ask": "Ask",
        "ask-text": "{asked} requests written ({fields} fields); {replies} replies read and "
        "signed by their suppliers [INVENTED DATA]",
        "b": "B",
        "signed": "Signed",
        "signed-text": "v{version} {digest}… key {kid}…; trust: 1 list; no time stamp, "
        "no statement",
        "clear": "Clear",
        "break": "Break it",
        "one-byte": "one byte:        ",
        "field-missing": "field missing:   ",
        "status-unknown": "status unknown:  ",
        "default": "default instead: ",
        "open": "Open",
    },
    "zh": {
        "bom": "物料清单",
        "bom-text": "{lines} 行：{parts} 个零部件，{apart} 个非零部件，配置“{name}”，"
        "{out} 行机械件不计入",
        "matched": "匹配",
        "matched-text": "{lines} 条清单条目：{how}；{gaps} 条无排放因子 -> gaps.xlsx",
        "how": "按{name} {n} 条",
        "part-number": "料号",
        "package": "封装",
        "class": "类别",
        "spend": "支出额",
        "user": "用户录入",
        "gap": "缺口",
        "component": "供应商声明",
        "and": "，",
        "a": "A 公开数据",
        "total": "{total} kg CO2e（{low}–{high}，95%，仅参数不确定性）",
        "shares": "供应商提供 {supplied}，其中已核查 {verified}；估算 {estimated}；"
        "初级数据 {primary}",
        "check": "检查 A",
        "issuable": "可签发",
        "not-issuable": "不可签发：{why}",
        "largest": "最大的几项，kg：{largest}",
        "ask": "索取数据",
        "ask-text": "已生成 {asked} 份数据请求（{fields} 个字段）；已读取 {replies} 份答复，"
        "并由其供应商签名［虚构数据］",
        "b": "B",
        "signed": "已签名",
        "signed-text": "v{version} {digest}… 密钥 {kid}…；信任列表 1 份；无时间戳，无核查声明",
        "clear": "放行判定",
        "break": "破坏试验",
        "one-byte": "篡改一个字节：",
        "field-missing": "缺少字段：    ",
        "status-unknown": "状态未知：    ",
        "default": "改用默认值：  ",
        "open": "打开",
    },
}
