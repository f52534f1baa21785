"""What `calibrate.py` runs to price each operation.

An operation with several probes has variants: the median is its middle, the extremes are its range. The order counts:
what a probe subtracts stands above it.
"""

from cost.flow_probes import FLOW
from cost.value_probes import VALUES

PROBES = {**VALUES, **FLOW}
