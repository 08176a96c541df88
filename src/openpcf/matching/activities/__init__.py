"""Energy, materials, waste, transport, packaging → lines."""
