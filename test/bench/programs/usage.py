"""Runs a command and writes its processor time (ms) and greatest memory (MB) to the file that GILSCOPE_BENCH_USAGE names.

Usage: python3 usage.py COMMAND ARGUMENT...
"""

import json
import os
import resource
import subprocess
import sys

# Linters end with a code of their own when they find something.
subprocess.run(sys.argv[1:], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=False)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
# Linux counts kilobytes, macOS bytes.
unit = 2**20 if sys.platform == "darwin" else 2**10
with open(os.environ["GILSCOPE_BENCH_USAGE"], "w", encoding="utf-8") as file:
    json.dump({"cpuMs": 1000 * (used.ru_utime + used.ru_stime), "memoryMb": used.ru_maxrss / unit}, file)
