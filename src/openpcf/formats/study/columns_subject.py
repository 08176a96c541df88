"""Keys of a study that say what it is, who issues it, of which product and why."""

from __future__ import annotations

from openpcf.formats.study.column import Column
from openpcf.model.units import MASS_UNITS

DATASET = (
    Column(
        "format",
        "Format of this study",
        "本研究的格式版本",
        "Written by openpcf; leave it as it is.",
        "由 openpcf 写入，请勿更改。",
    ),
    Column(
        "series",
        "Series",
        "系列标识",
        "Name that stays the same over all versions. Example: urn:openpcf:maker.example:bms-c1.",
        "各版本保持不变的标识。例：urn:openpcf:maker.example:bms-c1。",
        main=True,
    ),
    Column(
        "purpose",
        "Purpose",
        "用途",
        "What the footprint is for.",
        "产品碳足迹的用途。",
    ),
    Column(
        "kind",
        "Kind of study",
        "研究类型",
        "retrospective: a past period; prospective: planned; progressive: renewed during the year.",
        "回顾性：过去期间；前瞻性：计划；滚动更新：年内持续更新。",
    ),
    Column(
        "language",
        "Language",
        "语言",
        "Language of the names. Example: en, zh.",
        "名称所用语言。例：en、zh。",
        offers=("en", "zh", "de"),
    ),
    Column(
        "profile",
        "Profile",
        "规则集",
        "Set of rules the study is checked by. Example: cfp-base/0.1.",
        "检查本研究所用的规则集。例：cfp-base/0.1。",
        main=True,
    ),
    Column(
        "region",
        "Default region",
        "默认地区",
        "Where a row names no region of its own (ISO 3166). Example: CN.",
        "行内未填地区时采用（ISO 3166）。例：CN。",
    ),
)

ISSUER = (
    Column(
        "issuer.name",
        "Issuer",
        "签发方名称",
        "Company that claims the footprint, with its legal form.",
        "声明该产品碳足迹的企业全称。",
        main=True,
    ),
    Column(
        "issuer.ids",
        "Issuer's ids",
        "签发方标识",
        "URIs, separated by semicolons. Example: urn:pact:maker.example:company-id:1.",
        "URI，以分号分隔。例：urn:pact:maker.example:company-id:1。",
        main=True,
    ),
    Column(
        "issuer.country",
        "Issuer's country",
        "签发方国家",
        "Two letters, ISO 3166-1. Example: DE.",
        "ISO 3166-1 两位字母代码。例：DE。",
    ),
)

PRODUCT = (
    Column(
        "product.name",
        "Product",
        "产品名称",
        "Name a buyer knows. Example: battery management board.",
        "买方所知的名称。例：电池管理板。",
        main=True,
    ),
    Column(
        "product.ids",
        "Product ids",
        "产品标识",
        "URIs, separated by semicolons. Example: a GS1 Digital Link.",
        "URI，以分号分隔。例：GS1 数字链接。",
        main=True,
    ),
    Column(
        "product.model",
        "Model",
        "型号",
        "Model and revision. Example: C1 v0.4.2.",
        "型号与版本。例：C1 v0.4.2。",
    ),
    Column(
        "product.configuration",
        "Product configuration",
        "产品配置",
        "Configuration the footprint is of. Example: board only.",
        "产品碳足迹所针对的配置。例：仅电路板。",
    ),
    Column("product.level", "Level", "层级", "What it is to its buyer.", "对买方而言的产品层级。"),
    Column(
        "product.description",
        "Product description",
        "产品描述",
        "One sentence.",
        "一句话描述。",
    ),
    Column(
        "product.classifications",
        "Classifications",
        "分类代码",
        "URNs, separated by semicolons. Example: urn:hs:2022:853710.",
        "URN，以分号分隔。例：urn:hs:2022:853710。",
    ),
    Column(
        "product.country_of_origin",
        "Country of origin",
        "原产国",
        "Two letters, ISO 3166-1. Example: CN.",
        "ISO 3166-1 两位字母代码。例：CN。",
    ),
    Column(
        "product.mass",
        "Product mass",
        "产品质量",
        "Mass of one declared unit without packaging. Example: 0.142 kg.",
        "每声明单位不含包装的质量。例：0.142 kg。",
        offers=MASS_UNITS,
        least="positive",
        main=True,
    ),
    Column(
        "mass_weighed",
        "Product mass, weighed",
        "产品实称质量",
        "Only if a product was put on a scale: it checks the masses of the parts.",
        "仅在实际称重时填写，用于核对零件质量之和。",
        offers=MASS_UNITS,
        least="positive",
    ),
    Column(
        "configuration.name",
        "Declared configuration",
        "所声明的配置",
        "Name of the configuration that options in, out and scenario speak of.",
        "选配栏所针对的配置名称。",
    ),
    Column(
        "configuration.description",
        "Configuration description",
        "配置描述",
        "What is in it and what is not.",
        "包含与不包含的内容。",
    ),
)

GOAL = (
    Column(
        "goal.application",
        "Intended application",
        "预期应用",
        "What the study will be used for (ISO 14067).",
        "研究的预期应用（GB/T 24067）。",
    ),
    Column(
        "goal.audience",
        "Audience",
        "目标受众",
        "Who will read it. Example: business customers.",
        "目标受众。例：企业客户。",
    ),
    Column("goal.reasons", "Reasons", "开展理由", "Why it is made.", "开展研究的理由。"),
    Column(
        "goal.limits",
        "Limits of use",
        "使用限制",
        "What it must not be used for.",
        "不适用的用途。",
    ),
)
