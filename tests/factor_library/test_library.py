"""Datasets, lookup, combining, comparing."""

from __future__ import annotations

from decimal import Decimal
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openpcf.errors import InputError
from openpcf.factor_library.combine import delivered_electricity, logic_die, well_to_wheel
from openpcf.factor_library.compare import compare_versions, per_unit, side_by_side
from openpcf.factor_library.dataset import Header, read_dataset, write_dataset
from openpcf.factor_library.library import Library
from openpcf.factor_library.search import search
from openpcf.model.factor import Factor, Original

HEADER = Header(
    name="test", version="1", title="t", publisher="p", licence="l", source="s", kind="own"
)


def make(id: str, value: str = "1", per: str = "kg", **more: object) -> Factor:
    amount = Decimal(value)
    return Factor(
        **{
            "id": id, "name": id, "dataset": "test", "version": "1", "value": amount, "per": per,
            "parts": {"unsplit": amount}, "kind": "life-cycle", **more,
        }
    )  # fmt: skip


AMOUNTS = st.decimals(0, 10**6, places=6, allow_nan=False, allow_infinity=False).map(abs)


@given(st.lists(st.tuples(AMOUNTS, st.sampled_from(["CN", "DE", ""])), max_size=8))
def test_written_and_read_is_the_same(cells: list[tuple[Decimal, str]]) -> None:
    factors = [
        make(
            f"a:{i}",
            str(v),
            geography=g,
            original=Original(value=str(v), unit_in="kg", unit_out="kg CO2e"),
        )
        for i, (v, g) in enumerate(cells)
    ]
    content = write_dataset(HEADER, factors)
    dataset = read_dataset(content)
    assert list(dataset) == factors
    assert write_dataset(dataset.header, dataset) == content


def test_parts_memo_and_range_survive() -> None:
    factor = make(
        "x", "3", parts={"fossil": Decimal(1), "unsplit": Decimal(2)}, memo={"aircraft": Decimal("0.5")},
        low=Decimal("0"), high=Decimal("9.50"), range_means="95 %", losses="missing",
    )  # fmt: skip
    assert read_dataset(write_dataset(HEADER, [factor, make("y")])).factor(0) == factor


@pytest.mark.parametrize(
    "content",
    [b"", b"[]", b"{}", b'{"header":{"format":"other/1"},"rows":[]}',
     write_dataset(HEADER, [make("a"), make("a")]),
     write_dataset(HEADER, [make("a")]).replace(b'"count":1', b'"count":2')],
)  # fmt: skip
def test_another_file_is_refused(content: bytes) -> None:
    with pytest.raises(InputError) as e:
        read_dataset(content, "x.json")
    assert e.value.code == "DATASET_FORM"


def test_vintages_stand_side_by_side() -> None:
    old = read_dataset(write_dataset(HEADER, [make("a", "1"), make("gone")]))
    new = read_dataset(write_dataset(HEADER.model_copy(update={"version": "2"}), [make("a", "2")]))
    library = Library([new, old])
    assert [d.key for d in library.datasets] == ["test/1", "test/2"]
    assert library.get("a").value == 2
    assert library.get("a", "1").value == 1
    assert library.pins().keys() == {"test/1", "test/2"}
    assert len(library.by_id) == 2
    with pytest.raises(InputError) as e:
        library.get("b")
    assert e.value.code == "FACTOR_UNKNOWN"
    with pytest.raises(InputError):
        Library([old, old])


def test_an_unknown_id_names_the_nearest(library: Library) -> None:
    with pytest.raises(InputError) as e:
        library.get("owid:2026:CHN:2033")
    assert e.value.expected.startswith("owid:2026:CHN:20")


def test_select_by_fields(library: Library) -> None:
    found = library.select(dataset="act", category="pcb")
    assert len(found) == 5
    assert all(f.per == "m2" for f in found)
    assert library.select(dataset="nobody") == ()
    assert {f.version for f in library.select(dataset="owid-ember", geography="FR", year="2021")} == {
        "2022", "2024", "2026.04",
    }  # fmt: skip


def test_well_to_wheel_is_the_exact_sum_of_one_vehicle(library: Library) -> None:
    ttw = library.get("desnz:2024:27_304_3138_14_1")
    wtt = library.get("desnz:2024:28_907_3138_14_1")
    made = well_to_wheel("x", ttw, wtt)
    assert made.value == ttw.value + wtt.value == Decimal("0.14812")
    assert made.kind == "transport-wtw"
    assert made.incomplete == ""
    assert made.seen == "calculated"
    assert ttw.id in made.note
    assert wtt.id in made.note
    shipped = library.get("desnz-derived:2024:wtw:27_304_3138_14")
    assert shipped.value == made.value
    other = library.get("desnz:2023:28_907_3138_14_1")
    with pytest.raises(InputError) as e:
        well_to_wheel("x", ttw, other)
    assert e.value.code == "FACTOR_COMBINE"
    with pytest.raises(InputError):
        well_to_wheel("x", wtt, ttw)


def test_every_freight_row_has_its_well_to_wheel(library: Library) -> None:
    for version, count in (("2023", 279), ("2024", 285)):
        ttw = [
            f
            for f in library.select(dataset="desnz", version=version, category="freight_transport")
            if f.incomplete == "tank to wheel alone"
        ]
        made = library.select(dataset="desnz-derived", version=version, kind="transport-wtw")
        assert len(made) == len(ttw) == count
        assert all(f.value > 0 for f in made)


def test_delivered_electricity(library: Library) -> None:
    made = library.get("desnz-derived:2024:electricity:GB")
    assert made.value == Decimal("0.20705") + Decimal("0.0183") + Decimal("0.0459") + Decimal(
        "0.00397"
    )
    assert made.losses == "included"
    generation = library.get("desnz:2024:7_400_4000_5_1")
    losses = library.get("desnz:2024:13_402_4000_5_1")
    upstream = [library.get(f"desnz:2024:15_{row}_4000_5_1") for row in (917, 918)]
    again = delivered_electricity("x", generation, losses, upstream)
    assert again.value == made.value


def test_a_logic_die_as_act_does_it(library: Library) -> None:
    def of(table: str) -> Factor:
        return library.get(f"act:logic/{table}:14nm")

    grid = library.get("act:carbon_intensity/location_2022:taiwan")
    made = logic_die("x", of("epa"), [of("gpa_95"), of("gpa_99")], of("materials"), grid)
    # act_test_bom: (0.583 * 1.2 + 0.1625 + 0.5) * 0.1 cm2 / 0.87 = 0.15656321839 kg
    assert made.value == Decimal("1.3621")
    assert (made.per, made.basis, made.seen) == ("cm2", "processed-wafer", "calculated")
    assert round(made.value / 10 / Decimal("0.87"), 10) == Decimal("0.1565632184")


def test_per_unit_is_for_looking(library: Library) -> None:
    board = library.get("deltalca:fr4-area")
    assert per_unit(board, "m2.layer.mm") == Decimal("6.125")
    with pytest.raises(InputError):
        per_unit(board, "kg")


def test_publishers_that_disagree_stand_side_by_side(library: Library) -> None:
    factors = [
        library.get(i)
        for i in (
            "mee:lca-avg:CN:2023",
            "owid:2026:CHN:2023",
            "owid:2024:CHN:2023",
            "ne14-al",
            "al-iai-act",
        )
    ]
    grid, aluminium = side_by_side(library, factors)
    assert (grid.subject, grid.geography, grid.per) == ("electricity", "CN", "kWh")
    assert [r.factor.id for r in grid.rows] == [
        "owid:2024:CHN:2023", "owid:2026:CHN:2023", "mee:lca-avg:CN:2023"
    ]  # fmt: skip
    assert len(grid.publishers) == 2
    assert aluminium.subject == "aluminium"
    assert aluminium.ratio is not None
    assert round(aluminium.ratio, 2) == Decimal("1.84")


def test_what_a_newer_version_would_move(library: Library) -> None:
    used = ["owid:2024:CHN:2022", "owid:2024:FRA:2019", "mee:lca-avg:CN:2023"]
    changes = compare_versions(library, used, "owid-ember/2024", "owid-ember/2026.04")
    assert {c.old.id for c in changes} == set(used[:2])
    china = next(c for c in changes if c.old.id == used[0])
    assert china.new is not None
    assert china.new.id == "owid:2026:CHN:2022"
    assert china.percent == Decimal("0.16")  # 586.75 / 585.82074
    assert china.moved
    assert china.newer_year == "owid:2026:CHN:2025"


def test_a_newer_announcement_is_found_under_its_own_year(library: Library) -> None:
    (change,) = compare_versions(
        library, ["mee:lca-avg:CN:2023"], "mee/2025-01-17", "mee/2025-09-28"
    )
    assert change.new is not None
    assert change.new.id == "mee:lca-avg:CN:2024"
    assert change.percent == Decimal("-6.90")


def test_a_factor_that_is_gone_comes_first() -> None:
    old = read_dataset(write_dataset(HEADER, [make("a", "1"), make("gone"), make("same")]))
    new = read_dataset(
        write_dataset(HEADER.model_copy(update={"version": "2"}), [make("a", "1.5"), make("same")])
    )
    changes = compare_versions(Library([old, new]), ["a", "gone", "same"], "test/1", "test/2")
    assert [(c.old.id, c.moved) for c in changes] == [("gone", True), ("a", True), ("same", False)]
    assert changes[1].percent == 50


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("aluminium CN", "al-bonsai-cn"),
        ("铝 中国", "al-bonsai-cn"),
        ("electricity CN 2023", "mee:lca-avg:CN:2023"),
        ("中国电力2023", "mee:lca-avg:CN:2023"),
        ("Strom Deutschland", "owid:2026:DEU:2025"),
        ("LKW", "desnz-derived:2024:wtw:27_304_3140_14"),
        ("公路运输", "desnz-derived:2024:wtw:27_304_3140_14"),
        ("Edelstahl", "mem-stainless-npi"),
        ("nylon PA66", "ice2-pa66"),
        ("resistor 0603", "deltalca:resistor:0603"),
        ("PCB 4 layers", "pcb4-delta"),
        ("江苏 用电", "mee:co2-avg:CN-JS:2023"),
        ("cbam-dv:CN:7601:K", "cbam-dv:CN:7601:K"),
    ],
)
def test_search_in_three_languages(library: Library, text: str, first: str) -> None:
    assert search(library, text, limit=3)[0].factor.id == first


def test_synonyms_lead_to_the_same_hits(library: Library) -> None:
    for words in (("PCB", "Leiterplatte", "印制电路板"), ("aluminum", "Alu", "铝"),
                  ("cardboard", "Karton", "纸箱"), ("copper", "Kupfer", "铜")):  # fmt: skip
        hits = [[h.factor.id for h in search(library, w, limit=10)] for w in words]
        assert hits[0]
        assert hits[0] == hits[1] == hits[2]


def test_search_can_be_narrowed(library: Library) -> None:
    for hit in search(library, "electricity China", limit=50, usable=True, per=["kWh"]):
        assert hit.factor.per == "kWh"
        assert not hit.factor.incomplete
    assert search(library, "") == ()
    assert search(library, "qqqqq") == ()
    assert len(search(library, "steel", limit=7)) == 7


def test_search_is_fast(library: Library) -> None:
    search(library, "warm")
    for text in ("electricity", "steel", "aluminium CN", "diesel car km"):
        seconds = []
        for _ in range(3):
            start = perf_counter()
            search(library, text)
            seconds.append(perf_counter() - start)
        assert min(seconds) < 0.05, text
