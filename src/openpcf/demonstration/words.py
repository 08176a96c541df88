"""What the demonstration says, in English and Chinese."""

from __future__ import annotations

from collections.abc import Mapping

from openpcf.messages.catalogue import Language

WORDS: Mapping[Language, Mapping[str, str]] = {
    "en": {
        "bom": "BOM",
        "bom-text": "{lines} lines: {parts} parts, {apart} not parts, {out} mechanical; "
        "configuration “{name}”, {out} out",
        "matched": "Matched",
        "matched-text": "{lines} inventory lines: {how}; {gaps} unresolved → gaps.xlsx",
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
        "total": "{total} kg CO2e ({low} – {high}; 95 %, parameters only); estimated {estimated}",
        "shares": "{total}; supplied {supplied}, of it verified {verified}",
        "check": "Check A",
        "verdict": "{verdict}: {why}",
        "estimates": "estimates {found} % > limit {expected} % (ours, dated)",
        "largest": "largest: {largest}",
        "one": "{name} {figure} kg",
        "board": "bare board",
        "ask": "Ask",
        "ask-text": "{asked} requests written ({fields} fields); {replies} signed replies read "
        "[INVENTED DATA]",
        "b": "B",
        "invented": "[INVENTED DATA: the mechanism, not this board's footprint]",
        "signed": "Signed",
        "signed-text": "v{version} {digest}… key {kid}…; trust: 1 list; no time stamp, "
        "no statement",
        "signed-whence": "keys made in this run (home/keys, pass phrase “{phrase}”); trust.json "
        "lists those of the maker and of {suppliers} suppliers; who relies on such a list gets it "
        "from somebody they trust",
        "clear": "Clear",
        "clear-text": "{verdict}: {reasons}",
        "break": "Break it",
        "one-byte": "one byte",
        "field-missing": "field missing",
        "status-unknown": "status unknown",
        "default": "default instead",
        "exit": "{verdict}, exit {code}: {text}",
        "rows": "{verdict} ({rows}): {text}",
        "nothing": "no finding",
        "open": "Open",
    },
    "zh": {
        "bom": "物料清单",
        "bom-text": "{lines} 行：{parts} 个零部件，{apart} 个非零部件，{out} 行机械件；"
        "配置“{name}”，不计入 {out} 行",
        "matched": "匹配",
        "matched-text": "{lines} 条清单条目：{how}；{gaps} 条未匹配 → gaps.xlsx",
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
        "total": "{total} kg CO2e（{low} – {high}；95%，仅参数不确定性）；估算 {estimated}",
        "shares": "{total}；供应商提供 {supplied}，其中已核查 {verified}",
        "check": "检查 A",
        "verdict": "{verdict}：{why}",
        "estimates": "估算 {found}% > 上限 {expected}%（本规则集自定，注明日期）",
        "largest": "最大的几项：{largest}",
        "one": "{name} {figure} kg",
        "board": "印制电路板",
        "ask": "索取数据",
        "ask-text": "已生成 {asked} 份数据请求（{fields} 个字段）；已读取 {replies} 份已签名答复"
        "［虚构数据］",
        "b": "B",
        "invented": "［虚构数据：仅演示机制，并非该电路板的真实碳足迹］",
        "signed": "已签名",
        "signed-text": "v{version} {digest}… 密钥 {kid}…；信任列表 1 份；无时间戳，无核查声明",
        "signed-whence": "密钥在本次运行中生成（home/keys，口令“{phrase}”）；trust.json "
        "收录制造商和 {suppliers} 家供应商的密钥；依赖方应从其信任的机构获取此类列表",
        "clear": "通关判定",
        "clear-text": "{verdict}：{reasons}",
        "break": "破坏试验",
        "one-byte": "篡改一个字节",
        "field-missing": "缺少字段",
        "status-unknown": "状态未知",
        "default": "改用默认值",
        "exit": "{verdict}，退出码 {code}：{text}",
        "rows": "{verdict}（{rows}）：{text}",
        "nothing": "没有检查结果",
        "open": "打开",
    },
}
