"""Appends ten rows a time to shop.t for some seconds, by PyIceberg on a Hadoop-layout catalog of this test's own:
python hadoop_writer.py WAREHOUSE ID SECONDS. Says each snapshot id when its commit was acknowledged."""
import os
import sys
import time
import uuid

import pyarrow as pa
from pyiceberg.catalog.noop import NoopCatalog
from pyiceberg.exceptions import CommitFailedException
from pyiceberg.io import load_file_io
from pyiceberg.serializers import FromInputFile
from pyiceberg.table import CommitTableResponse, Table
from pyiceberg.table.update import update_table_metadata


class HadoopLayout(NoopCatalog):
    """Versions v1, v2, …; the next one is published by link(), which fails when it is there."""

    def __init__(self, warehouse):
        super().__init__("lake")
        self.warehouse = warehouse

    def folder(self, identifier):
        return os.path.join(self.warehouse, *self.identifier_to_tuple(identifier), "metadata")

    def newest(self, identifier):
        names = os.listdir(self.folder(identifier))
        return max(int(n[1 : -len(".metadata.json")]) for n in names if n.startswith("v") and n.endswith(".metadata.json"))

    def load_table(self, identifier):
        location = f"file://{self.folder(identifier)}/v{self.newest(identifier)}.metadata.json"
        io = load_file_io({}, location)
        return Table(tuple(self.identifier_to_tuple(identifier)), FromInputFile.table_metadata(io.new_input(location)), location, io, self)

    def commit_table(self, table, requirements, updates):
        current = self.load_table(table.name())
        for requirement in requirements:
            requirement.validate(current.metadata)
        metadata = update_table_metadata(current.metadata, updates, enforce_validation=True, metadata_location=current.metadata_location)
        version = int(current.metadata_location.rsplit("/v", 1)[1].split(".")[0]) + 1
        folder = self.folder(table.name())
        temp = f"{folder}/{uuid.uuid4()}.metadata.json"
        with open(temp, "x") as file:
            file.write(metadata.model_dump_json(exclude_none=True))
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(temp, f"{folder}/v{version}.metadata.json")
        except FileExistsError as error:
            raise CommitFailedException(f"v{version} is there") from error
        finally:
            os.unlink(temp)
        hint = f"{folder}/{uuid.uuid4()}.hint.tmp"
        with open(hint, "x") as file:
            file.write(str(version))
        os.replace(hint, f"{folder}/version-hint.text")
        return CommitTableResponse(metadata=metadata, metadata_location=f"file://{folder}/v{version}.metadata.json")


warehouse, me, seconds = sys.argv[1], sys.argv[2], float(sys.argv[3])
catalog = HadoopLayout(warehouse)
print("ready", flush=True)
sys.stdin.readline()
ends = time.time() + seconds
turn = 0
while time.time() < ends:
    turn += 1
    rows = pa.table({"id": pa.array([turn * 10 + i for i in range(10)], pa.int64()), "who": pa.array([me] * 10, pa.string())})
    while time.time() < ends:
        try:
            table = catalog.load_table("shop.t")
            table.append(rows, snapshot_properties={"writer": f"{me}-{turn}"})
        except CommitFailedException:
            continue
        print(f"{me}-{turn}", flush=True)
        break
