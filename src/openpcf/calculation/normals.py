"""Standard normal numbers of the sampled range, a stated seed's, always the same.

The first ones are compiled at each build: making them is an eighth of a cold calculation.
"""

from __future__ import annotations

import math
import pkgutil
import random
from array import array

SEED = 63782
"""The seed whose numbers are compiled; those of another are made."""
COMPILED = 600_000
"""How many are compiled: ten thousand draws of sixty numbers."""
FILE = f"data/normals-{SEED}.bin"
"""The compiled numbers as little-endian doubles."""

_SWAPPED = array("H", [1]).tobytes() == b"\0\1"
"""Whether this machine is big-endian."""


def made(count: int, seed: int) -> array[float]:
    """Make numbers in pairs (Box and Muller): those ``random.gauss`` gives for a seed, without a
    call for each."""
    # Deterministic simulation, not a secret: the seed is stated beside the figure.
    draw, sqrt, log, cos, sin = random.Random(seed).random, math.sqrt, math.log, math.cos, math.sin
    found: list[float] = []
    add = found.append
    for _ in range((count + 1) // 2):
        angle = draw() * math.tau
        radius = sqrt(-2.0 * log(1.0 - draw()))
        add(cos(angle) * radius)
        add(sin(angle) * radius)
    return array("d", found)


def packed(numbers: array[float]) -> bytes:
    """The bytes of numbers, the same on every machine."""
    even = numbers[:]
    if _SWAPPED:
        even.byteswap()
    return even.tobytes()


def _compiled() -> array[float]:
    found = array("d")
    try:
        found.frombytes(pkgutil.get_data("openpcf", FILE) or b"")
    except OSError:
        return found
    if _SWAPPED:
        found.byteswap()
    return found


def normals(count: int, seed: int) -> array[float]:
    """At least the first ``count`` numbers of a seed."""
    if seed == SEED and count <= COMPILED:
        found = _compiled()
        if len(found) == COMPILED:
            return found
    return made(count, seed)
