"""Appends ten rows a time to shop.t for some seconds, by PyIceberg on a Hadoop-layout catalog of this test's own:
python hadoop_writer.py WAREHOUSE ID SECONDS. Says each snapshot id when its commit was acknowledged.
Ends when the time is over and one was."""
import pathlib
import sys
import time

import pyarrow as pa
from pyiceberg.exceptions import CommitFailedException

sys.path.append(str(pathlib.Path(__file__).parents[2] / "support" / "python"))
from hadoop_layout import HadoopLayout  # noqa: E402, beside the other scripts

warehouse, me, seconds = sys.argv[1], sys.argv[2], float(sys.argv[3])
catalog = HadoopLayout(warehouse)
print("ready", flush=True)
sys.stdin.readline()
ends = time.time() + seconds
turn = 0
acknowledged = 0
# a slow machine may let others win every turn: who has had none goes on, by then alone
while time.time() < ends or acknowledged == 0:
    turn += 1
    rows = pa.table({"id": pa.array([turn * 10 + i for i in range(10)], pa.int64()), "who": pa.array([me] * 10, pa.string())})
    while time.time() < ends or acknowledged == 0:
        try:
            table = catalog.load_table("shop.t")
            table.append(rows, snapshot_properties={"writer": f"{me}-{turn}"})
        except CommitFailedException:
            continue
        print(f"{me}-{turn}", flush=True)
        acknowledged += 1
        break
