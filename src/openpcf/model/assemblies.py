"""Sub-assemblies of a BOM: lines that are part of others, their number per product, cycles.

``part_of`` names an assembly by a line's id, own number or part number. If several lines are the
same assembly, its parts are in each of them.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from openpcf.errors import InputError
from openpcf.model.base import exact_product, exact_sum
from openpcf.model.study import BomLine, place_of
from openpcf.model.units import convert, is_unit, same_dimension


def name_of(line: BomLine) -> str:
    """Return the display name of a line."""
    return line.own_number or line.part_number or line.id


def has_assemblies(lines: Sequence[BomLine]) -> bool:
    """Return whether any line is part of another."""
    return any(line.part_of for line in lines)


def assemblies(lines: Sequence[BomLine]) -> dict[str, list[int]]:
    """Return positions of lines by name: id, else own number, else part number."""
    found: dict[str, list[int]] = {}
    for key in ("id", "own_number", "part_number"):
        named: dict[str, list[int]] = {}
        for position, line in enumerate(lines):
            name = getattr(line, key)
            if name:
                named.setdefault(name, []).append(position)
        for name, positions in named.items():
            found.setdefault(name, positions)
    return found


def _parents(lines: Sequence[BomLine]) -> list[list[int]]:
    known = assemblies(lines)
    return [known.get(line.part_of, []) if line.part_of else [] for line in lines]


def cycles(lines: Sequence[BomLine]) -> tuple[tuple[int, ...], ...]:
    """Return positions along each cycle, the shortest first, no line in two of them.

    ``a, b`` means that a is part of b and b of a.
    """
    if not has_assemblies(lines):
        return ()
    parents = _parents(lines)
    left = _on_cycles(parents)
    found = []
    while left:
        paths = (path for start in sorted(left) if (path := _back_to(start, parents, left)))
        shortest = min(paths, key=len, default=())
        if not shortest:
            break
        found.append(shortest)
        left = left - set(shortest)
    return tuple(found)


def _on_cycles(parents: Sequence[Sequence[int]]) -> set[int]:
    """Return positions left after removing lines without parents, then without parts."""
    left = set(range(len(parents)))
    children: list[list[int]] = [[] for _ in parents]
    for position, above in enumerate(parents):
        for parent in above:
            children[parent].append(position)
    for edges, against in ((parents, children), (children, parents)):
        degree = [len([p for p in many if p in left]) for many in edges]
        ready = deque(p for p in left if degree[p] == 0)
        while ready:
            position = ready.popleft()
            left.discard(position)
            for other in against[position]:
                degree[other] -= 1
                if degree[other] == 0 and other in left:
                    ready.append(other)
    return left


def _back_to(start: int, parents: Sequence[Sequence[int]], among: set[int]) -> tuple[int, ...]:
    """Return the shortest way up from a line to itself; empty if there is none."""
    came: dict[int, int] = {}
    waiting = deque([start])
    while waiting:
        here = waiting.popleft()
        for parent in parents[here]:
            if parent == start:
                path = [here]
                while path[-1] != start:
                    path.append(came[path[-1]])
                return tuple(reversed(path))
            if parent in among and parent not in came:
                came[parent] = here
                waiting.append(parent)
    return ()


def unknown_assemblies(lines: Sequence[BomLine]) -> tuple[BomLine, ...]:
    """Return lines that are part of an assembly that no line defines."""
    if not has_assemblies(lines):
        return ()
    known = assemblies(lines)
    return tuple(line for line in lines if line.part_of and line.part_of not in known)


def path_text(lines: Sequence[BomLine], path: Sequence[int]) -> str:
    """Return a cycle for display: ``A → B → A``."""
    return " → ".join(name_of(lines[p]) for p in (*path, path[0]))


def stands_for_its_parts(line: BomLine) -> bool:
    """Return whether an assembly has figures of its own that replace its parts."""
    return line.declaration is not None or line.factor is not None


def flattened(lines: Sequence[BomLine]) -> tuple[BomLine, ...]:
    """Return the counted lines, each with its quantity in one product.

    An assembly is replaced by its parts, unless it has a declaration or a factor of its own, which
    then replaces the parts. A BOM without sub-assemblies is returned unchanged.

    Raises InputError ``ASSEMBLY_CYCLE``, and ``STUDY_REFERENCE`` for an assembly that no line
    defines.
    """
    if not has_assemblies(lines):
        return tuple(lines)
    for line in unknown_assemblies(lines):
        place = place_of(line, "bom")
        raise InputError("STUDY_REFERENCE", place, line.part_of or "", "–", table="bom")
    for path in cycles(lines):
        first = lines[path[0]]
        place = place_of(first, "bom")
        raise InputError("ASSEMBLY_CYCLE", place, path_text(lines, path))
    parents = _parents(lines)
    counted = [p for p, line in enumerate(lines) if line.kind == "part" and line.is_in]
    above = {parent for position in counted for parent in parents[position]}
    replaced = {parent for parent in above if not stands_for_its_parts(lines[parent])}
    uses = _uses(lines, parents)
    return tuple(
        line.model_copy(update=_in_product(line, uses[position])) if line.part_of else line
        for position, line in enumerate(lines)
        if position not in replaced and uses[position] != 0
    )


def _in_product(line: BomLine, uses: Decimal | None) -> Mapping[str, Decimal | None]:
    if uses is None or line.quantity is None:
        return {"quantity": None}
    return {"quantity": exact_product((line.quantity, uses))}


def _uses(lines: Sequence[BomLine], parents: Sequence[Sequence[int]]) -> list[Decimal | None]:
    """Return how many of each line's assembly one product has.

    1 for the product's own lines, None if a quantity above is unknown, 0 if the assembly is
    excluded or replaces its parts.
    """
    found: dict[int, Decimal | None] = {}
    for position in _top_down(parents):
        if not lines[position].part_of:
            found[position] = Decimal(1)
            continue
        counted: list[Decimal] = []
        unknown = False
        for parent in parents[position]:
            above, pieces = found[parent], _pieces(lines[parent])
            if lines[parent].kind != "part" or not lines[parent].is_in or above == 0:
                continue
            if stands_for_its_parts(lines[parent]):
                continue
            if above is None or pieces is None:
                unknown = True
            else:
                counted.append(exact_product((above, pieces)))
        found[position] = None if unknown else exact_sum(counted)
    return [found[position] for position in range(len(lines))]


def _pieces(line: BomLine) -> Decimal | None:
    """Return the quantity of an assembly in pieces."""
    if line.quantity is None or not line.unit:
        return line.quantity
    if not is_unit(line.unit) or not same_dimension(line.unit, "piece"):
        return None
    return convert(line.quantity, line.unit, "piece")


def _top_down(parents: Sequence[Sequence[int]]) -> Iterator[int]:
    """Return positions, each after all assemblies it is part of."""
    children: list[list[int]] = [[] for _ in parents]
    for position, above in enumerate(parents):
        for parent in above:
            children[parent].append(position)
    waits = [len(above) for above in parents]
    ready = deque(p for p, n in enumerate(waits) if n == 0)
    while ready:
        position = ready.popleft()
        yield position
        for child in children[position]:
            waits[child] -= 1
            if waits[child] == 0:
                ready.append(child)
