"""Makes the metadata of a table of many data files as PyIceberg writes it: python make_table.py FOLDER FILES.

Only metadata: the data files are named and not there. 16 columns with full statistics, two partition fields, 100 files a
manifest, and one deflate block a record, which is PyIceberg's way.
"""
import json
import os
import struct
import sys

from pyiceberg.io.pyarrow import PyArrowFileIO
from pyiceberg.manifest import DataFile, DataFileContent, FileFormat, ManifestEntry, ManifestEntryStatus, write_manifest, write_manifest_list
from pyiceberg.partitioning import PartitionField, PartitionSpec
from pyiceberg.schema import Schema
from pyiceberg.transforms import DayTransform, IdentityTransform
from pyiceberg.typedef import Record
from pyiceberg.types import DoubleType, LongType, NestedField, StringType, TimestampType

folder, files = sys.argv[1], int(sys.argv[2])
location = "file://" + os.path.abspath(folder)
os.makedirs(folder + "/metadata")
kinds = [LongType(), TimestampType(), StringType(), DoubleType()]
schema = Schema(*[NestedField(i + 1, f"c{i + 1}", kinds[i % 4], required=False) for i in range(16)], schema_id=0)
spec = PartitionSpec(PartitionField(2, 1000, DayTransform(), "c2_day"), PartitionField(3, 1001, IdentityTransform(), "c3"), spec_id=0)
io = PyArrowFileIO()
snapshot_id = 3051729675574597004
DAY = 86_400_000_000


def bound(column: int, value: int) -> bytes:
    kind = (column - 1) % 4
    return struct.pack("<q", value) if kind < 2 else f"value-{value:010d}".encode() if kind == 2 else struct.pack("<d", float(value))


def data_file(index: int) -> DataFile:
    day = 19_000 + index // 100
    low = {c: bound(c, day * DAY if c == 2 else index * 1000) for c in range(1, 17)}
    high = {c: bound(c, day * DAY + DAY - 1 if c == 2 else index * 1000 + 999) for c in range(1, 17)}
    low[3] = high[3] = f"region-{index % 7}".encode()
    return DataFile.from_args(
        _table_format_version=2, content=DataFileContent.DATA, file_format=FileFormat.PARQUET, partition=Record(day, f"region-{index % 7}"),
        file_path=f"{location}/data/c2_day={day}/c3=region-{index % 7}/{index:08d}-3f9a6c1e-5b7d-4c2a-9e8f-0a1b2c3d4e5f-00001.parquet", record_count=1000, file_size_in_bytes=1_000_000 + index,
        column_sizes={c: 60_000 for c in range(1, 17)}, value_counts={c: 1000 for c in range(1, 17)}, null_value_counts={c: 0 for c in range(1, 17)}, nan_value_counts={c: 0 for c in range(4, 17, 4)},
        lower_bounds=low, upper_bounds=high, split_offsets=[4], sort_order_id=0,
    )


manifests = []
for start in range(0, files, 100):
    path = f"{location}/metadata/m{start // 100:05d}.avro"
    with write_manifest(format_version=2, spec=spec, schema=schema, output_file=io.new_output(path), snapshot_id=snapshot_id, avro_compression="deflate") as writer:
        for index in range(start, min(start + 100, files)):
            writer.add_entry(ManifestEntry.from_args(_table_format_version=2, status=ManifestEntryStatus.ADDED, snapshot_id=snapshot_id, data_file=data_file(index)))
    manifests.append(writer.to_manifest_file())
list_path = f"{location}/metadata/snap-{snapshot_id}-1.avro"
with write_manifest_list(format_version=2, output_file=io.new_output(list_path), snapshot_id=snapshot_id, parent_snapshot_id=None, sequence_number=1, avro_compression="deflate") as writer:
    writer.add_manifests(manifests)
metadata = {
    "format-version": 2, "table-uuid": "9c12d441-03fe-4693-9a96-a0705ddf69c1", "location": location, "last-sequence-number": 1, "last-updated-ms": 1_700_000_000_000, "last-column-id": 16,
    "current-schema-id": 0, "schemas": [json.loads(schema.model_dump_json())], "default-spec-id": 0, "partition-specs": [json.loads(spec.model_dump_json())], "last-partition-id": 1001,
    "default-sort-order-id": 0, "sort-orders": [{"order-id": 0, "fields": []}], "properties": {}, "current-snapshot-id": snapshot_id, "refs": {"main": {"snapshot-id": snapshot_id, "type": "branch"}},
    "snapshots": [{"snapshot-id": snapshot_id, "sequence-number": 1, "timestamp-ms": 1_700_000_000_000, "manifest-list": list_path, "summary": {"operation": "append"}, "schema-id": 0}], "snapshot-log": [], "metadata-log": [],
}
with open(folder + "/metadata/v1.metadata.json", "w") as out:
    json.dump(metadata, out)
with open(folder + "/metadata/version-hint.text", "w") as out:
    out.write("1")
