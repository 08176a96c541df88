"""Headers of bills of materials → fields, by a table of what people call them.

English, Chinese and German; what a header can't decide (``Position``, ``Component``) is decided
by the cells below it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence

from openpcf.formats.bom.designators import read_designators
from openpcf.model.bom import EXTRA, FIELDS, ColumnMapping
from openpcf.model.finding import Finding, error, info

SYNONYMS: dict[str, tuple[str, str]] = {
    "item": (
        "line, line no, item, item no, pos, pos nr, row, index, lfd nr, #, 序号, 项次, 行号",
        "编号, no, nr",
    ),
    "level": (
        "level, bom level, structure level, indent level, ebene, stufe, baustufe, strukturstufe, "
        "层级, 层次, 阶层, 阶次, bom层级, bom级别",
        "",
    ),
    "part_of": (
        "part of, parent, parent item, parent item number, parent part, parent part number, "
        "parent number, parent assembly, next higher assembly, nha, übergeordnet, "
        "übergeordnete baugruppe, oberbaugruppe, gehört zu, gehört zu baugruppe, 父项, 父件, "
        "父项编码, 父件编码, 父级物料, 上级物料, 上级编码, 上级组件, 所属组件, 母件, 母件编码",
        "",
    ),
    "designators": (
        "reference, references, reference designator, reference designators, ref, refs, "
        "refdes, ref des, designator, designators, ref designator, location, locations, "
        "part reference, bezeichner, referenz, referenzen, bauteilbezeichner, "
        "bestückungsposition, bauteilnummer, 位号, 位置号, 元件位号, 器件位号, 标号, 元件标号, "
        "位置",
        "position, positions, positionen, component, components, bauteil, bauteile, parts, "
        "bezeichnungen",
    ),
    "quantity": (
        "qty, quantity, quantity per pcb, qty per pcb, qty per board, qty per unit, "
        "quantities, quantity per unit, qty pcb, menge, anzahl, stk, stück, stückzahl, "
        "menge pro leiterplatte, menge je leiterplatte, menge pro baugruppe, anz, 数量, 用量, "
        "单机用量, 单板用量, 单位用量, 个数, 件数, 数目",
        "count, amount, pcs, pieces, number, stck",
    ),
    "unit": (
        "unit, units, uom, unit of measure, quantity unit, qty unit, einheit, mengeneinheit, "
        "me, 单位, 计量单位, 数量单位",
        "",
    ),
    "value": (
        "value, val, wert, nennwert, part value, component value, 值, 规格, 参数, 元件值, "
        "标称值, 数值, 参数值, 规格参数",
        "comment, comments, rating, spec, specification, type, typ",
    ),
    "package": (
        "footprint, footprints, package, packages, pcb footprint, package footprint, case, "
        "case package, case size, gehäuse, bauform, gehäuseform, footprint name, pattern, "
        "封装, 封装形式, 封装规格, 元件封装, 封装尺寸",
        "size, housing, pcb decal, decal",
    ),
    "description": (
        "description, desc, part description, item description, beschreibung, benennung, "
        "bezeichnung, component description, artikelbezeichnung, artikelbeschreibung, 描述, "
        "名称, 物料名称, 物料描述, 元件名称, 器件名称, 品名, 零件名称, 说明",
        "name, part name, details, component name, component, material name, bauteil, part, "
        "text, device",
    ),
    "manufacturer": (
        "manufacturer, manufacturer name, mfr, mfg, mfr name, mfg name, manuf, hersteller, "
        "manufacturer 1, mfr 1, mfg 1, herstellername, manufacturers, 制造商, 厂商, 生产厂家, "
        "厂家, 品牌, 生产商, 制造厂商, 原厂",
        "maker, brand, make, vendor, supplier 1, fabrikat",
    ),
    "part_number": (
        "partnumber, mpn, manufacturer part number, manufacturer part no, mfr part number, "
        "mfr pn, mfr part no, mfg part number, mfg part no, mfg pn, manufacturer pn, "
        "manufacturer part, mfr part, manf part number, herstellernummer, "
        "herstellerteilenummer, hersteller nr, herstellerartikelnummer, "
        "hersteller teilenummer, hersteller artikelnummer, mpn 1, manufacturer part number 1, "
        "hersteller bestellnummer, manufacturer number, part number mpn, 型号, 制造商型号, "
        "厂家型号, 制造商料号, 厂商料号, 元件型号, 器件型号, 规格型号, 原厂型号, 厂商型号, "
        "制造商零件编号",
        "part number, part no, pn, part nr, part number type, part, artikelnummer, artikel nr, "
        "teilenummer, bestellnummer, model, model number, typenbezeichnung, order code, "
        "part num, ordering code, 料号",
    ),
    "own_number": (
        "own number, internal part number, internal pn, ipn, in house number, "
        "company part number, house number, house part number, sachnummer, materialnummer, "
        "interne nummer, sap number, sap nr, erp number, item number, material number, "
        "stock code, internal number, customer part number, sap nummer, 物料编码, 物料编号, "
        "物料号, 物料代码, 内部料号, 存货编码, 公司料号, 零件号, 图号",
        "article number, articlenumber, artikelnummer, artikel nr, part number, part no, "
        "teilenummer, material no, sku, 料号",
    ),
    "gtin": (
        "gtin, ean, gtin 13, gtin 14, ean 13, upc, barcode, 条码, 商品条码, 商品编码",
        "",
    ),
    "supplier": (
        "supplier, supplier name, distributor, lieferant, lieferantenname, supplier 1, 供应商, "
        "供货商, 经销商, 代理商",
        "vendor, vendor name, distributor 1",
    ),
    "supplier_number": (
        "supplier part number, supplier part no, supplier pn, distributor part number, "
        "vendor part number, vendor part no, lieferantennummer, lieferantenartikelnummer, "
        "digikey part number, mouser part number, lcsc part, lcsc part number, lcsc, spn, "
        "order number, lieferanten artikelnummer, jlcpcb part, digi key part number, "
        "supplier part number 1, lieferanten bestellnummer, 供应商料号, 供应商编号, 立创编号, "
        "商品编号, 供应商型号",
        "bestellnummer, order code, catalog number",
    ),
    "material": (
        "material, materials, werkstoff, werkstoffe, material composition, raw material, 材料, "
        "材质, 原材料",
        "",
    ),
    "recycled_content_percent": (
        "recycled content, recycled content percent, recycled share, rezyklatanteil, "
        "recyclinganteil, 再生料比例, 再生材料比例, 再生含量, 回收料比例",
        "",
    ),
    "mass": (
        "mass, weight, unit mass, unit weight, mass per piece, weight per piece, net weight, "
        "masse, gewicht, stückgewicht, einzelgewicht, nettogewicht, einzelmasse, net mass, "
        "weight each, mass each, piece weight, gewicht pro stück, gewicht je stück, "
        "part weight, 重量, 质量, 单重, 净重, 单件重量, 单个重量, 单件质量, 单位重量",
        "",
    ),
    "mass_unit": (
        "mass unit, weight unit, gewichtseinheit, masseneinheit, masse einheit, "
        "gewicht einheit, 重量单位, 质量单位",
        "",
    ),
    "region": (
        "country of origin, origin, coo, ursprungsland, herkunftsland, origin country, region, "
        "made in, country of manufacture, 原产地, 产地, 原产国, 原产国家",
        "country, land",
    ),
    "remarks": (
        "remarks, remark, note, notes, bemerkung, bemerkungen, anmerkung, anmerkungen, "
        "hinweis, 备注, 注释, 附注",
        "comment, comments, kommentar, hinweise",
    ),
    "option": (
        "config, configuration, variant, variants, option, options, assembly variant, "
        "variante, bestückungsvariante, konfiguration, ausführung, assembly option, 配置, "
        "选项, 变体, 版本配置, 选配",
        "",
    ),
    "dnp": (
        "dnp, dnf, dni, dns, do not populate, do not fit, do not place, not fitted, no stuff, "
        "nicht bestückt, nicht bestücken, not populated, do not install, do not mount, dnm, "
        "no load, unbestückt, exclude from bom, nb, 不贴, 不焊, 不装, 不安装, 空贴, 不贴片, "
        "不上件",
        "",
    ),
    "fitted": (
        "fitted, populate, populated, mount, mounted, place, placed, assemble, bestückt, "
        "stuff, stuffed, fit, bestücken, installed, bestückung, 贴装, 是否贴装, 贴片, "
        "是否贴片, 是否焊接, 装配",
        "",
    ),
    "datasheet": (
        "datasheet, data sheet, datenblatt, datasheet link, 数据手册, 规格书",
        "",
    ),
}
"""Field → (sure names, names that may mean it). A name in several fields goes to the first free
one, sure names first."""

_UNIT_IN_BRACKETS = re.compile(r"[(\[{（【]\s*([^)\]}）】]{1,20})\s*[)\]}）】]")
_UNIT_BEHIND = re.compile(r"(?:^|[\s_/.,-])(?:in\s+|/\s*)?(mg|g|kg|t|lb|oz|克|千克|公斤)\s*$", re.I)
_MASS_UNITS = {
    "mg": "mg",
    "g": "g",
    "gram": "g",
    "grams": "g",
    "gramm": "g",
    "gr": "g",
    "克": "g",
    "kg": "kg",
    "kilogram": "kg",
    "kilogramm": "kg",
    "千克": "kg",
    "公斤": "kg",
    "毫克": "mg",
    "t": "t",
    "lb": "lb",
    "lbs": "lb",
    "oz": "oz",
}
_JUNK = re.compile(r"[\W_]+")


def header_key(header: str) -> str:
    """A header for comparing: full-width forms folded, lower case, letters and digits only."""
    text = unicodedata.normalize("NFKC", header).casefold()
    return _JUNK.sub("", text) or text.strip()


def header_mass_unit(header: str) -> str | None:
    """The unit of mass a header states: ``Weight (g)``, ``重量[克]``, ``Masse in kg``."""
    text = unicodedata.normalize("NFKC", header)
    for inside in _UNIT_IN_BRACKETS.findall(text):
        word = re.split(r"[/\s]", inside.strip())[0].casefold()
        if word in _MASS_UNITS:
            return _MASS_UNITS[word]
    behind = _UNIT_BEHIND.search(text)
    return _MASS_UNITS[behind[1].casefold()] if behind else None


def _keys(header: str) -> tuple[str, ...]:
    """The header's key, and that without what stands in brackets or its unit."""
    text = unicodedata.normalize("NFKC", header)
    bare = _UNIT_IN_BRACKETS.sub(" ", text)
    cut = _UNIT_BEHIND.sub("", bare)
    return tuple(dict.fromkeys(k for k in map(header_key, (text, bare, cut)) if k))


def _index() -> dict[str, tuple[tuple[int, str], ...]]:
    found: dict[str, list[tuple[int, str]]] = {}
    for field, groups in SYNONYMS.items():
        for rank, group in enumerate(groups):
            for name in group.split(","):
                if name.strip():
                    entry = (rank, field)
                    places = found.setdefault(header_key(name), [])
                    if entry not in places:
                        places.append(entry)
    return {key: tuple(sorted(entries, key=lambda e: e[0])) for key, entries in found.items()}


_INDEX = _index()


def candidates(header: str) -> tuple[tuple[int, str], ...]:
    """(rank, field) a header may mean, surest first; rank 0 is sure."""
    for key in _keys(header):
        if key in _INDEX:
            return _INDEX[key]
    return ()


def _fits(field: str, cells: Sequence[str]) -> bool:
    """Whether cells can be what a doubtful header says they are."""
    filled = [c.strip() for c in cells if c.strip()]
    if not filled:
        return True
    whole = sum(1 for c in filled if c.isdigit())
    if field == "designators":
        return sum(1 for c in filled if read_designators(c).names) * 2 >= len(filled)
    if field == "item":
        return whole * 2 >= len(filled)
    if field == "quantity":
        return sum(1 for c in filled if c[0].isdigit() or c[0] in "+-.,") * 2 >= len(filled)
    if field == "part_number":
        return sum(1 for c in filled if " " in c) * 2 < len(filled)
    if field == "description":
        return whole < len(filled)
    return True


_DOUBTFUL: Mapping[str, tuple[str, ...]] = {
    header_key(name): fields
    for names, fields in (
        ("position, positionen, pos", ("designators", "item")),
        ("component, components, bauteil, bauteile", ("designators", "item", "description")),
        ("part, parts", ("designators", "part_number", "description", "item")),
        ("编号, no, nr, number, item", ("item", "designators", "quantity", "description")),
    )
    for name in names.split(",")
}
"""Headers whose cells decide, in this order."""


def map_columns(
    header: Sequence[str],
    overrides: Mapping[str, str] | None = None,
    cells: Callable[[int], Sequence[str]] | None = None,
    place: str = "",
) -> tuple[ColumnMapping, tuple[Finding, ...]]:
    """Which header is which field; every header gets one, or ``extra``.

    ``overrides`` (header → field or ``extra``) are followed to the letter. ``cells`` gives the
    texts below a column, for headers that say too little. Findings: ``BOM_MAPPING_HEADER``,
    ``BOM_MAPPING_FIELD``, ``BOM_MAPPING_TWICE``, ``BOM_COLUMN_SPARE``.
    """
    findings: list[Finding] = []
    stated = dict(overrides or {})
    fields: dict[str, str] = {}
    taken: dict[str, str] = {}
    for name, field in stated.items():
        if name not in header:
            findings.append(error("BOM_MAPPING_HEADER", place, name, ", ".join(header)))
        elif field != EXTRA and field not in FIELDS:
            findings.append(error("BOM_MAPPING_FIELD", place, field, ", ".join(FIELDS)))
        elif field in taken:
            findings.append(
                error("BOM_MAPPING_TWICE", place, f"{taken[field]}, {name}", "1", field=field)
            )
        else:
            fields[name] = field
            if field != EXTRA:
                taken[field] = name
    wishes: list[tuple[int, int, int, str, str]] = []
    for column, name in enumerate(header):
        if name in fields:
            continue
        for order, (rank, field) in enumerate(_wishes(name, column, cells)):
            wishes.append((rank, order, column, name, field))
    spare: dict[str, str] = {}
    for _, _, _, name, field in sorted(wishes):
        if name in fields:
            continue
        if field in taken:
            spare.setdefault(name, field)
        else:
            fields[name], taken[field] = field, name
    for name in header:
        if name not in fields:
            fields[name] = EXTRA
            if name in spare:
                other = taken[spare[name]]
                findings.append(info("BOM_COLUMN_SPARE", place, name, other, field=spare[name]))
    unit = header_mass_unit(taken["mass"]) if "mass" in taken else None
    ordered = {name: fields[name] for name in header}
    return ColumnMapping(fields=ordered, mass_unit=unit), tuple(findings)


def _wishes(
    name: str, column: int, cells: Callable[[int], Sequence[str]] | None
) -> list[tuple[int, str]]:
    doubtful = _DOUBTFUL.get(header_key(name))
    if doubtful is not None and cells is not None:
        below = cells(column)
        return [(1, field) for field in doubtful if _fits(field, below)][:1]
    return list(candidates(name))


def score(header: Sequence[str]) -> int:
    """How many different fields a row of headers names: 0 is no bill of materials."""
    fields: set[str] = set()
    for name in header:
        found = candidates(name)
        if found:
            fields.add(found[0][1])
    return len(fields)
