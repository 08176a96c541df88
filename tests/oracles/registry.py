"""All oracles, in the order of the page."""

from __future__ import annotations

from tests.oracles import (
    act,
    arduino,
    cbam,
    electricity,
    gases,
    mobility,
    refrigerants,
    transport,
)

ORACLES = (
    act.ORACLE,
    mobility.ORACLE,
    arduino.ORACLE,
    transport.ORACLE,
    electricity.ORACLE,
    gases.ORACLE,
    refrigerants.ORACLE,
    cbam.ORACLE,
)
