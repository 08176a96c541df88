"""Keys of a study that say how: declared unit, period, boundary, method, carbon content, absent."""

from __future__ import annotations

from openpcf.formats.study.column import Column

_INSTANT_EN = "ISO date, or an instant in UTC. Example: 2024-12-31T16:00:00Z."
_INSTANT_ZH = "ISO 日期或 UTC 时刻。例：2024-12-31T16:00:00Z。"
_CARBON_UNITS = ("kg C", "g C")

UNIT_PERIOD = (
    Column(
        "unit.measure",
        "Declared unit",
        "声明单位",
        "What one unit is. Example: piece.",
        "声明单位的计量方式。例：piece（件）。",
        offers=("piece", "kilogram", "square meter", "liter", "kilowatt hour"),
        main=True,
    ),
    Column(
        "unit.amount",
        "Amount of the declared unit",
        "声明单位数量",
        "How many of it. Example: 1.",
        "声明单位的数量。例：1。",
        least="above-zero",
        main=True,
    ),
    Column(
        "period.reference_start",
        "Reference period, start",
        "基准期起始",
        _INSTANT_EN,
        _INSTANT_ZH,
        kind="date",
        main=True,
    ),
    Column(
        "period.reference_end",
        "Reference period, end",
        "基准期终止",
        f"End exclusive. {_INSTANT_EN}",
        f"终止时刻不含在内。{_INSTANT_ZH}",
        kind="date",
        main=True,
    ),
    Column(
        "period.site_zone",
        "Time zone of the site",
        "场所时区",
        "Whose calendar the period follows. Example: Asia/Shanghai.",
        "期间所依据的时区。例：Asia/Shanghai。",
    ),
    Column(
        "period.temporal_resolution",
        "Temporal resolution",
        "时间分辨率",
        "How finely the records are kept.",
        "数据记录的时间粒度。",
    ),
    Column(
        "period.valid_from",
        "Valid from",
        "有效期起始",
        _INSTANT_EN,
        _INSTANT_ZH,
        kind="date",
    ),
    Column(
        "period.valid_until",
        "Valid until",
        "有效期终止",
        _INSTANT_EN,
        _INSTANT_ZH,
        kind="date",
    ),
)

BOUNDARY = (
    Column(
        "boundary.type",
        "System boundary",
        "系统边界类型",
        "From where to where.",
        "起止范围。",
        main=True,
    ),
    Column(
        "boundary.includes",
        "Included beyond the gate",
        "边界内另含",
        "Separated by semicolons. Example: packaging; outbound.",
        "以分号分隔。例：packaging; outbound。",
    ),
    Column(
        "boundary.excluded_processes",
        "Excluded processes",
        "排除的过程",
        "Separated by semicolons. [] says: none.",
        "以分号分隔。填 [] 表示无。",
    ),
    Column(
        "boundary.cutoff.emissions_percent",
        "Cut-off, emissions [%]",
        "取舍，排放占比[%]",
        "Share of the emissions cut off on purpose. Blank: unknown; 0: none.",
        "有意舍去的排放占比。留空表示未知；0 表示无。",
        most=100,
    ),
    Column(
        "boundary.cutoff.mass_percent",
        "Cut-off, mass [%]",
        "取舍，质量占比[%]",
        "Share of the mass cut off on purpose.",
        "有意舍去的质量占比。",
        most=100,
    ),
    Column(
        "boundary.cutoff.energy_percent",
        "Cut-off, energy [%]",
        "取舍，能源占比[%]",
        "Share of the energy cut off on purpose.",
        "有意舍去的能源占比。",
        most=100,
    ),
    Column(
        "boundary.cutoff.items",
        "Items cut off",
        "舍去的项目",
        "Separated by semicolons. Example: labels; glue.",
        "以分号分隔。例：标签; 胶水。",
    ),
    Column(
        "boundary.cutoff.screening",
        "Screening",
        "筛查方法",
        "How the shares were estimated. Example: material mass x high factor.",
        "占比的估算方法。例：材料质量×高值因子。",
    ),
)

METHOD = (
    Column(
        "method.standards",
        "Standards",
        "标准",
        "Separated by semicolons. Example: ISO 14067:2018; GB/T 24067-2024.",
        "以分号分隔。例：GB/T 24067-2024; ISO 14067:2018。",
        main=True,
    ),
    Column(
        "method.pcr",
        "Product category rules",
        "产品种类规则",
        "Separated by semicolons. [] says: there is none.",
        "以分号分隔。填 [] 表示没有适用的规则。",
    ),
    Column(
        "method.gwp_requested",
        "GWP set wanted",
        "全球变暖潜势版本",
        "Set of global warming potentials. Example: AR6-GWP100.",
        "所要求的全球变暖潜势版本。例：AR6-GWP100。",
        offers=("AR6-GWP100", "AR5-GWP100"),
    ),
    Column(
        "method.ghg_list",
        "Greenhouse gases",
        "温室气体",
        "Separated by semicolons. Example: CO2; CH4; N2O; SF6; NF3; PFC; HFC.",
        "以分号分隔。例：CO2; CH4; N2O; SF6; NF3; PFC; HFC。",
    ),
    Column(
        "method.recycling",
        "Recycling",
        "回收分配方法",
        "How recycling is allocated.",
        "回收的分配方法。",
    ),
    Column(
        "method.offsets_included",
        "Offsets included",
        "是否含碳抵消",
        "no: offsets are never part of a footprint.",
        "否：碳抵消不属于产品碳足迹。",
    ),
    Column(
        "method.scope_approach",
        "Consolidation approach",
        "合并方法",
        "How scopes are drawn. Example: operational control.",
        "范围的划定方法。例：operational control（运营控制）。",
        offers=("operational control", "financial control", "equity share"),
    ),
    Column(
        "method.electricity.approach",
        "Electricity",
        "电力核算方法",
        "location: grid mix; market: contracts, the rest by residual mix.",
        "基于位置：电网平均；基于市场：合同电力，其余用剩余电力组合。",
    ),
    Column(
        "method.electricity.instruments[].kind",
        "Electricity contract, kind",
        "电力合同类型",
        "Certificate or contract. Example: GO, I-REC, GEC, PPA. Further ones: [2], [3] …",
        "证书或合同。例：GEC（绿证）、I-REC、PPA。更多请用 [2]、[3]……",
    ),
    Column(
        "method.electricity.instruments[].mwh",
        "Electricity contract, MWh",
        "电力合同电量 MWh",
        "Megawatt hours used for this product's sites in the period.",
        "期间内用于本产品场所的兆瓦时数。",
    ),
    Column(
        "method.electricity.instruments[].evidence",
        "Electricity contract, evidence",
        "电力合同证据",
        "ID of a row of table Evidence, or a serial number.",
        "“证据”表中的编号，或序列号。",
    ),
    Column(
        "method.electricity.location_excl",
        "Location-based result",
        "基于位置的结果",
        "Filled by calculation, kg CO2e per declared unit; leave blank.",
        "由计算填写，每声明单位 kg CO2e；请留空。",
        least="any",
    ),
    Column(
        "method.electricity.market_excl",
        "Market-based result",
        "基于市场的结果",
        "Filled by calculation, kg CO2e per declared unit; leave blank.",
        "由计算填写，每声明单位 kg CO2e；请留空。",
        least="any",
    ),
    Column(
        "method.allocation[].process",
        "Allocation, process",
        "分配，过程",
        "Process that is shared. Example: smt-line. Further ones: [2], [3] …",
        "需要分配的过程。例：smt-line。更多请用 [2]、[3]……",
    ),
    Column(
        "method.allocation[].basis",
        "Allocation, basis",
        "分配，依据",
        "What it is shared by. Example: machine-time.",
        "分配依据。例：机时。",
    ),
)

CARBON = (
    Column(
        "carbon_content.fossil",
        "Fossil carbon",
        "化石碳含量",
        "In the product leaving the gate, without packaging. Example: 0.011 kg C.",
        "出厂产品所含，不含包装。例：0.011 kg C。",
        offers=_CARBON_UNITS,
    ),
    Column(
        "carbon_content.biogenic",
        "Biogenic carbon",
        "生物质碳含量",
        "In the product, without packaging. Blank: unknown; 0: none.",
        "产品所含，不含包装。留空表示未知；0 表示无。",
        offers=_CARBON_UNITS,
    ),
    Column(
        "carbon_content.recycled",
        "Recycled carbon",
        "再生碳含量",
        "Carbon from recycled material in the product.",
        "产品中来自再生材料的碳。",
        offers=_CARBON_UNITS,
    ),
    Column(
        "carbon_content.packaging_biogenic",
        "Biogenic carbon of the packaging",
        "包装生物质碳含量",
        "In all packaging of one declared unit. Example: 0.0055 kg C.",
        "每声明单位全部包装所含。例：0.0055 kg C。",
        offers=_CARBON_UNITS,
    ),
)

ABSENT = (
    Column(
        "absent.*",
        "Absent, with its reason",
        "缺失及理由",
        "Instead of * the path that is left out on purpose. Example: absent.boundary.cutoff.",
        "以有意缺失的路径代替 *。例：absent.boundary.cutoff。",
    ),
    Column(
        "extensions.*",
        "Extension",
        "扩展",
        "Instead of * a URI; the value is JSON without fractional numbers.",
        "以 URI 代替 *；值为 JSON，不含小数数字。",
        kind="json",
    ),
)
