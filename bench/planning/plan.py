"""Plans a table with PyIceberg: python plan.py METADATA CALLS [FILTER]. Prints files planned, and of each call the milliseconds on
the clock and of all processors."""
import json
import sys
import time

from pyiceberg.table import StaticTable

table = StaticTable.from_metadata("file://" + sys.argv[1])
calls, row_filter = int(sys.argv[2]), sys.argv[3] if len(sys.argv) > 3 and sys.argv[3] else None
wall, cpu = [], []
for _ in range(calls):
    began, worked = time.perf_counter(), time.process_time()
    files = list(table.scan(row_filter=row_filter).plan_files() if row_filter else table.scan().plan_files())
    wall.append((time.perf_counter() - began) * 1000)
    cpu.append((time.process_time() - worked) * 1000)
print(json.dumps({"files": len(files), "wall": wall, "cpu": cpu}))
