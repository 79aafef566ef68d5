"""Fixtures by PyIceberg. Run by make.sh: python pyiceberg_tables.py WAREHOUSE"""
import datetime as dt
import decimal
import pathlib
import sys
import uuid

import pyarrow as pa
import pyarrow.parquet as pq
import pyiceberg
from pyiceberg.catalog.sql import SqlCatalog
from pyiceberg.expressions import EqualTo
from pyiceberg.partitioning import PartitionField, PartitionSpec
from pyiceberg.schema import Schema
from pyiceberg.transforms import BucketTransform, DayTransform, HourTransform, IdentityTransform, MonthTransform, TruncateTransform, VoidTransform, YearTransform
from pyiceberg.types import (
    BinaryType, BooleanType, DateType, DecimalType, DoubleType, FixedType, FloatType, IntegerType, ListType, LongType, MapType, NestedField, StringType, StructType, TimestampType, TimestamptzType,
    TimeType, UUIDType,
)

from report import Report

warehouse = pathlib.Path(sys.argv[1])
warehouse.mkdir(parents=True)
catalog = SqlCatalog("lake", uri="sqlite:///:memory:", warehouse=f"file://{warehouse}")
catalog.create_namespace("py")
report = Report(warehouse, {"writer": "PyIceberg", "version": pyiceberg.__version__, "command": "tests/format/make/make.sh pyiceberg"})
D = decimal.Decimal
UTC = dt.timezone.utc


def kind(of):
    match of:
        case StructType(): return ["struct", *[[f.name, kind(f.field_type)] for f in of.fields]]
        case ListType(): return ["list", kind(of.element_type)]
        case MapType(): return ["map", kind(of.key_type), kind(of.value_type)]
        case DecimalType(): return "decimal"
        case FixedType() | BinaryType(): return "binary"
        case IntegerType(): return "int"
        case _: return str(of)


def read(name, at, scan):
    schema = scan.projection()
    arrow = scan.to_arrow()
    columns = [arrow.column(f.name).to_pylist() for f in schema.fields]
    report.read(name, at, [[f.name, kind(f.field_type)] for f in schema.fields], list(zip(*columns)))


def read_all(name):
    table = catalog.load_table(f"py.{name}")
    read(name, {}, table.scan())
    for snapshot in table.snapshots():
        read(name, {"snapshot": str(snapshot.snapshot_id)}, table.scan(snapshot_id=snapshot.snapshot_id))
    for ref, of in table.metadata.refs.items():
        # what PyIceberg shows of a branch uses the snapshot's schema; the current one is asked for where they differ
        if ref != "main" and table.snapshot_by_id(of.snapshot_id).schema_id == table.metadata.current_schema_id:
            read(name, {"ref": ref}, table.scan(snapshot_id=of.snapshot_id))
    return table


def opt(id, name, of, **more):
    return NestedField(id, name, of, required=False, **more)


ALL = Schema(
    NestedField(1, "id", LongType(), required=True, doc="key"), opt(2, "a_boolean", BooleanType()), opt(3, "an_int", IntegerType()), opt(4, "a_long", LongType()), opt(5, "a_float", FloatType()), opt(6, "a_double", DoubleType()),
    opt(7, "small_decimal", DecimalType(9, 2)), opt(8, "mid_decimal", DecimalType(18, 6)), opt(9, "big_decimal", DecimalType(38, 10)), opt(10, "a_date", DateType()), opt(11, "a_time", TimeType()),
    opt(12, "a_timestamp", TimestampType()), opt(13, "a_timestamptz", TimestamptzType()), opt(14, "a_string", StringType()), opt(15, "a_uuid", UUIDType()), opt(16, "a_fixed", FixedType(5)), opt(17, "a_binary", BinaryType()),
    opt(18, "a_struct", StructType(opt(19, "x", IntegerType()), opt(20, "deep", StructType(opt(21, "y", StringType()))))),
    opt(22, "a_list", ListType(23, LongType(), element_required=False)),
    opt(24, "a_map", MapType(25, StringType(), 26, DecimalType(20, 3), value_required=False)),
    opt(27, "list_of_structs", ListType(28, StructType(opt(29, "k", StringType()), opt(30, "v", ListType(31, TimestamptzType(), element_required=False))), element_required=False)),
    opt(32, "map_of_maps", MapType(33, IntegerType(), 34, MapType(35, StringType(), 36, StructType(opt(37, "z", DateType())), value_required=False), value_required=False)),
)
EVERY = [
    dict(id=1, a_boolean=True, an_int=2**31 - 1, a_long=2**63 - 1, a_float=0.1, a_double=0.1, small_decimal=D("9999999.99"), mid_decimal=D("123456789012.123456"), big_decimal=D("1234567890123456789012345678.0123456789"),
         a_date=dt.date(2024, 2, 29), a_time=dt.time(23, 59, 59, 999999), a_timestamp=dt.datetime(2024, 2, 29, 23, 59, 59, 999999), a_timestamptz=dt.datetime(2024, 2, 29, 23, 59, 59, 1, UTC), a_string="né \U0001f30d \"'\\\n", a_uuid=uuid.UUID("f79c3e09-677c-4bbd-a479-3f349cb785e7").bytes,
         a_fixed=b"\x00\x01\xfe\xff\x7f", a_binary=b"\x00\xff", a_struct=dict(x=1, deep=dict(y="in")), a_list=[1, None, -(2**63)], a_map=[("a", D("1.000")), ("b", None)],
         list_of_structs=[dict(k="k1", v=[dt.datetime(1969, 12, 31, 23, 59, 59, 999999, UTC), None]), None, dict(k=None, v=[])], map_of_maps=[(1, [("p", dict(z=dt.date(1900, 1, 1)))]), (-1, None)]),
    dict(id=2, a_boolean=False, an_int=-(2**31), a_long=-(2**63), a_float=-0.5, a_double=1e308, small_decimal=D("-0.01"), mid_decimal=D("-0.000001"), big_decimal=D("-9999999999999999999999999999.9999999999"),
         a_date=dt.date(1969, 12, 31), a_time=dt.time(0), a_timestamp=dt.datetime(1969, 12, 31, 23, 59, 59, 999999), a_timestamptz=dt.datetime(1901, 1, 1, tzinfo=UTC), a_string="", a_uuid=uuid.UUID(int=0).bytes,
         a_fixed=b"\x00" * 5, a_binary=b"", a_struct=dict(x=None, deep=None), a_list=[], a_map=[], list_of_structs=[], map_of_maps=[]),
    dict(id=3),
    dict(id=4, a_float=float("nan"), a_double=float("-inf"), a_struct=dict(x=5, deep=dict(y=None))),
    dict(id=2**53 + 1, a_long=2**53 + 1, a_double=float("inf"), a_date=dt.date(1, 1, 1), a_timestamp=dt.datetime(1, 1, 1), a_timestamptz=dt.datetime(9999, 12, 31, 23, 59, 59, 999999, UTC)),
]


def rows(table, values):
    schema = table.schema().as_arrow()
    return pa.Table.from_pylist([{f.name: row.get(f.name) for f in schema} for row in values], schema=schema)


for version in ("1", "2"):
    name = f"types_v{version}"
    table = catalog.create_table(f"py.{name}", ALL, properties={"format-version": version})
    table.append(rows(table, EVERY))
    table.append(rows(table, [dict(id=100 + n, an_int=n, a_string=f"row {n}") for n in range(3)]))
    read_all(name)

# every transform, on values before and after the epoch, with nulls
SOURCES = Schema(opt(1, "n", IntegerType()), opt(2, "l", LongType()), opt(3, "s", StringType()), opt(4, "d", DateType()), opt(5, "ts", TimestampType()), opt(6, "tz", TimestamptzType()), opt(7, "dec", DecimalType(9, 2)), opt(8, "b", BinaryType()))
VALUES = [
    dict(n=-1, l=-11, s="iceberg", d=dt.date(1969, 12, 31), ts=dt.datetime(1969, 12, 31, 23, 59, 59, 999999), tz=dt.datetime(1969, 12, 31, 23, 59, 59, 999999, UTC), dec=D("-0.05"), b=b"\xff\x00\x01"),
    dict(n=34, l=34, s="été", d=dt.date(2017, 11, 16), ts=dt.datetime(2017, 11, 16, 22, 31, 8), tz=dt.datetime(2017, 11, 16, 14, 31, 8, tzinfo=UTC), dec=D("14.20"), b=b"\x00\x01\x02\x03"),
    dict(n=0, l=2**40, s="", d=dt.date(1970, 1, 1), ts=dt.datetime(1970, 1, 1), tz=dt.datetime(1970, 1, 1, 0, 0, 0, 1, UTC), dec=D("0.00"), b=b""),
    dict(),
]
SPECS = {
    "identity": [(1, IdentityTransform()), (3, IdentityTransform()), (7, IdentityTransform()), (4, IdentityTransform()), (6, IdentityTransform())],
    "bucket": [(1, BucketTransform(16)), (2, BucketTransform(4)), (3, BucketTransform(3)), (4, BucketTransform(8))],
    "truncate": [(1, TruncateTransform(10)), (2, TruncateTransform(3)), (3, TruncateTransform(2)), (7, TruncateTransform(50))],
    "times": [(4, MonthTransform()), (5, HourTransform()), (6, YearTransform())],
    "days": [(4, YearTransform()), (5, DayTransform()), (6, DayTransform()), (1, VoidTransform())],
    "months": [(4, DayTransform()), (5, MonthTransform()), (6, HourTransform())],
}
for label, fields in SPECS.items():
    spec = PartitionSpec(*[PartitionField(source, 1000 + n, transform, f"{SOURCES.find_column_name(source)}_{str(transform).split('[')[0]}") for n, (source, transform) in enumerate(fields)])
    table = catalog.create_table(f"py.by_{label}", SOURCES, partition_spec=spec)
    table.append(rows(table, VALUES))
    table.append(rows(table, [dict(n=n, l=n * 7, s=f"s{n}", d=dt.date(2020, 1, 1) + dt.timedelta(days=40 * n), ts=dt.datetime(2020, 1, 1, n), tz=dt.datetime(2020, 1, 1 + n, tzinfo=UTC), dec=D(n), b=bytes([n])) for n in range(4)]))
    read_all(f"by_{label}")

# evolution: names, order, widths and structs change, and the partition spec too
table = catalog.create_table("py.evolved", Schema(
    opt(1, "id", IntegerType()), opt(2, "old_name", StringType()), opt(3, "f", FloatType()), opt(4, "amount", DecimalType(9, 2)), opt(5, "gone", StringType()),
    opt(6, "place", StructType(opt(7, "lat", FloatType()), opt(8, "lon", FloatType()), opt(9, "code", IntegerType()))),
    opt(10, "items", ListType(11, StructType(opt(12, "sku", StringType()), opt(13, "qty", IntegerType())), element_required=False)),
    opt(14, "attributes", MapType(15, StringType(), 16, StructType(opt(17, "a", IntegerType())), value_required=False)),
), properties={"write.parquet.row-group-limit": "2"})
table.append(rows(table, [dict(id=n, old_name=f"n{n}", f=n / 2, amount=D(n), gone="x", place=dict(lat=1.5, lon=-2.5, code=n), items=[dict(sku="s", qty=n)], attributes=[("k", dict(a=n))]) for n in range(3)]))
with table.update_schema() as update:
    update.rename_column("old_name", "label")
    update.update_column("id", field_type=LongType())
    update.update_column("f", field_type=DoubleType())
    update.update_column("amount", field_type=DecimalType(20, 2))
    update.delete_column("gone")
    update.add_column("added", StringType(), doc="came later")
    update.add_column(("place", "height"), DoubleType())
    update.rename_column("place.lat", "latitude")
    update.delete_column("place.lon")
    update.update_column("place.code", field_type=LongType())
    update.add_column(("items", "price"), DecimalType(10, 2))
    update.rename_column("items.element.sku", "article")
    update.add_column(("attributes", "b"), StringType())
    update.move_first("added")
with table.update_spec() as update:
    update.add_field("label", IdentityTransform(), "label")
table.append(rows(table, [dict(added="yes", id=2**40 + n, label=f"n{n}", f=n / 3, amount=D("123456789012345678.25"), place=dict(latitude=3.5, code=2**40, height=0.1), items=[dict(article="t", qty=1, price=D("9.99")), None], attributes=[("m", dict(a=None, b="bb"))]) for n in range(2)]))
with table.update_schema() as update:
    # the old name comes back as another column
    update.add_column("gone", IntegerType())
    update.add_column("old_name", LongType())
with table.update_spec() as update:
    update.remove_field("label")
    update.add_field("id", BucketTransform(4), "id_bucket")
table.append(rows(table, [dict(added=None, id=-1, label=None, f=None, amount=None, place=None, items=None, attributes=None, gone=7, old_name=8)]))
read_all("evolved")

# refs, overwrites and deletes
table = catalog.create_table("py.refs", Schema(opt(1, "id", LongType()), opt(2, "s", StringType())))
table.append(rows(table, [dict(id=n, s="first") for n in range(4)]))
table.manage_snapshots().create_tag(table.current_snapshot().snapshot_id, "opening", max_ref_age_ms=10**12).commit()
table.append(rows(table, [dict(id=n, s="second") for n in range(4, 6)]))
table.manage_snapshots().create_branch(table.current_snapshot().snapshot_id, "audit", min_snapshots_to_keep=2).commit()
table.append(rows(table, [dict(id=10, s="on audit")]), branch="audit")
table.delete(EqualTo("id", 1))
table.overwrite(rows(table, [dict(id=0, s="overwritten")]), overwrite_filter=EqualTo("id", 0))
read_all("refs")

# files that were there before the table, without field ids: read by the name mapping, also after a rename
table = catalog.create_table("py.mapped", Schema(opt(1, "id", LongType()), opt(2, "name", StringType()), opt(3, "inner", StructType(opt(4, "x", IntegerType()))), opt(5, "day", DateType())))
folder = warehouse / "py" / "mapped" / "data"
folder.mkdir(parents=True, exist_ok=True)
foreign = pa.table({"id": pa.array([1, 2], pa.int64()), "name": ["a", None], "inner": pa.array([dict(x=1), None], pa.struct([("x", pa.int32())])), "day": pa.array([dt.date(2024, 1, 1), None])})
pq.write_table(foreign, folder / "foreign.parquet")
table.add_files([f"file://{folder}/foreign.parquet"])
with table.update_schema() as update:
    update.rename_column("name", "title")
    update.add_column("late", IntegerType())
table.append(rows(table, [dict(id=3, title="ours", inner=dict(x=3), day=None, late=4)]))
read_all("mapped")

# the partition column is in no file: it is the manifest's
table = catalog.create_table("py.hive_layout", Schema(opt(1, "id", LongType()), opt(2, "country", StringType()), opt(3, "share", DoubleType())), partition_spec=PartitionSpec(PartitionField(2, 1000, IdentityTransform(), "country")))
table.append(rows(table, [dict(id=1, country="CH", share=0.1), dict(id=2, country="GR", share=0.2), dict(id=3, country=None, share=None)]))
read_all("hive_layout")

# names that are hard to write
table = catalog.create_table("py.odd names é", Schema(opt(1, "a.b", IntegerType()), opt(2, "select", StringType()), opt(3, "with space", StringType()), opt(4, "Ünï\"code'", LongType()), opt(5, "1st", IntegerType())),
                             partition_spec=PartitionSpec(PartitionField(3, 1000, IdentityTransform(), "with space"), PartitionField(5, 1001, IdentityTransform(), "1st")))
table.append(rows(table, [{"a.b": 1, "select": "x", "with space": "k=v/w %2F*", "Ünï\"code'": 2**60, "1st": 5}, {"a.b": 2, "select": None, "with space": None, "Ünï\"code'": None, "1st": None}]))
read_all("odd names é")

# nothing in it: never written, and all deleted
table = catalog.create_table("py.empty", ALL)
read_all("empty")
table = catalog.create_table("py.emptied", Schema(opt(1, "id", LongType())))
table.append(rows(table, [dict(id=1)]))
table.delete(EqualTo("id", 1))
read_all("emptied")


# row groups and files enough to prune
table = catalog.create_table("py.many_files", Schema(opt(1, "id", LongType()), opt(2, "s", StringType())))
for n in range(12):
    table.append(rows(table, [dict(id=n * 10 + k, s=f"{n:02d}-{k}") for k in range(10)]))
read(("many_files"), {}, catalog.load_table("py.many_files").scan())
report.close()
