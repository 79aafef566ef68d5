"""Does sequences of changes with PyIceberg and says what the table is after each.

Reads a line of JSON at a time: {"warehouse": path, "table": [namespace, name], "version": 1 | 2, "fields": [field, ...],
"steps": [step, ...], "reads": [number | null, ...], "other": path of another table's metadata or null, "otherSnapshots": [id | null, ...]}
and answers with a line {"states": [...], "snapshots": [id, ...], "rows": [[text, ...], ...], "otherRows": [[text, ...], ...]} or
{"error": text, "at": number of the step}. Fields and steps are those of tests/format/model/reference.ts."""
import datetime
import decimal
import json
import sys
import traceback
import warnings

import pyarrow as pa
from hadoop_layout import HadoopLayout
from pyiceberg.expressions import In
from pyiceberg.schema import Schema
from pyiceberg.table import StaticTable
from pyiceberg.table.sorting import NullOrder
from pyiceberg.transforms import VoidTransform, parse_transform
from pyiceberg.types import (
    BooleanType, DateType, DecimalType, DoubleType, FloatType, IntegerType, ListType, LongType, MapType, NestedField, StringType, StructType, TimestampType,
)

warnings.simplefilter("ignore")
PRIMITIVES = {
    "int": IntegerType(), "long": LongType(), "float": FloatType(), "double": DoubleType(), "string": StringType(), "date": DateType(), "timestamp": TimestampType(),
    "decimal(9,2)": DecimalType(9, 2), "decimal(18,2)": DecimalType(18, 2), "boolean": BooleanType(),
}


class Ids:
    """Any ids: PyIceberg gives its own when a column is added."""

    def __init__(self):
        self.last = 0

    def next(self):
        self.last += 1
        return self.last


def type_of(kind, inner, ids):
    if kind == "struct":
        return StructType(*(NestedField(ids.next(), f["name"], type_of(f["type"]["kind"], f["type"]["fields"], ids), required=f["required"]) for f in inner))
    if kind == "list":
        (element,) = inner
        return ListType(ids.next(), type_of(element["type"]["kind"], element["type"]["fields"], ids), element["required"])
    if kind == "map":
        key, value = inner
        return MapType(ids.next(), type_of(key["type"]["kind"], key["type"]["fields"], ids), ids.next(), type_of(value["type"]["kind"], value["type"]["fields"], ids), value["required"])
    return PRIMITIVES[kind]


def placed(field, model):
    """A field of the model as PyIceberg has it, ids and all."""
    return NestedField(field["id"], field["name"], model(field), required=field["required"])


def type_placed(field):
    if field["kind"] == "struct":
        return StructType(*(placed(f, type_placed) for f in field["fields"]))
    return PRIMITIVES[field["kind"]]


def column(field):
    kind, inside = field.field_type, []
    if isinstance(kind, StructType):
        name, inside = "struct", kind.fields
    elif isinstance(kind, ListType):
        name, inside = "list", [kind.element_field]
    elif isinstance(kind, MapType):
        name, inside = "map", [kind.key_field, kind.value_field]
    else:
        name = str(kind).replace(" ", "")
    return [field.field_id, field.name, name, field.required, field.doc, [column(f) for f in inside]]


def state(metadata, number):
    schema = metadata.schema()
    spec = metadata.spec()
    order = metadata.sort_order_by_id(metadata.default_sort_order_id)
    return {
        "version": metadata.format_version,
        "columns": [column(f) for f in schema.fields],
        "identifiers": sorted(schema.identifier_field_ids),
        "lastColumn": metadata.last_column_id,
        "spec": [f"{f.field_id} {f.name} = {f.transform}({f.source_id})" for f in spec.fields],
        "sort": [f"{f.transform}({f.source_id}) {f.direction.name.lower()} {f.null_order.value}" for f in (order.fields if order else [])],
        "properties": dict(sorted(metadata.properties.items())),
        "refs": {
            name: f"{ref.snapshot_ref_type.value} at {number(ref.snapshot_id)}, keeps {null(ref.min_snapshots_to_keep)} for {null(ref.max_snapshot_age_ms)}, goes after {null(ref.max_ref_age_ms)}"
            for name, ref in sorted(metadata.refs.items())
        },
        # a delete of whole files and of rows in others is two snapshots of PyIceberg's; the sequence knows the second
        "log": [at for at in (number(entry.snapshot_id) for entry in metadata.snapshot_log) if at is not None],
    }


def null(value):
    return "null" if value is None else value


def value_in(value, kind):
    if value is None:
        return None
    if isinstance(kind, StructType):
        return {f.name: value_in(v, f.field_type) for f, v in zip(kind.fields, value)}
    if isinstance(kind, ListType):
        return [value_in(v, kind.element_type) for v in value]
    if isinstance(kind, MapType):
        return [(value_in(k, kind.key_type), value_in(v, kind.value_type)) for k, v in value]
    if isinstance(kind, (IntegerType, LongType)):
        return int(value)
    if isinstance(kind, (FloatType, DoubleType)):
        return float(value)
    if isinstance(kind, DecimalType):
        return decimal.Decimal(value)
    if isinstance(kind, DateType):
        return datetime.date.fromisoformat(value)
    if isinstance(kind, TimestampType):
        return datetime.datetime.fromisoformat(value)
    return value == "true" if isinstance(kind, BooleanType) else value


def value_out(value, kind):
    if value is None:
        return None
    if isinstance(kind, StructType):
        return [value_out(value[f.name], f.field_type) for f in kind.fields]
    if isinstance(kind, (ListType, MapType)) and not value:
        # PyIceberg 0.12 loses the nulls of lists and maps of structs as it reads (they become empty); the sequences write no empty ones
        return None
    if isinstance(kind, ListType):
        return [value_out(v, kind.element_type) for v in value]
    if isinstance(kind, MapType):
        return [[value_out(k, kind.key_type), value_out(v, kind.value_type)] for k, v in value]
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else str(value)
    if isinstance(value, datetime.datetime):
        return value.isoformat(sep=" ", timespec="microseconds")
    return str(value)


def rows(table, snapshot):
    scan = table.scan() if snapshot is None else table.scan(snapshot_id=snapshot)
    fields = scan.projection().fields
    return sorted(json.dumps([value_out(row[f.name], f.field_type) for f in fields], ensure_ascii=False, separators=(",", ":")) for row in scan.to_arrow().to_pylist())


def place(update, path, to):
    beside = lambda name: ".".join([*path.split(".")[:-1], name])  # noqa: E731
    if "first" in to:
        update.move_first(path)
    elif "after" in to:
        update.move_after(path, beside(to["after"]))
    else:
        update.move_before(path, beside(to["before"]))


def evolve(table, step, snapshots):
    """One step, which the model has found allowed, so that what PyIceberg asks to be told twice is told."""
    kind = step["do"]
    if kind in ("spec-add", "spec-drop", "spec-rename"):
        return respec(table, step)
    if kind == "append":
        schema = table.schema()
        return table.append(pa.Table.from_pylist([value_in(row, schema.as_struct()) for row in step["rows"]], schema=schema.as_arrow()))
    if kind == "delete":
        return table.delete(In(table.schema().find_column_name(1), step["keys"]))
    if kind == "sort":
        with table.update_sort_order() as update:
            for f in step["fields"]:
                nulls = NullOrder.NULLS_FIRST if f["nulls"] == "first" else NullOrder.NULLS_LAST
                (update.asc if f["direction"] == "asc" else update.desc)(f["column"], parse_transform(f["transform"]), nulls)
        return None
    if kind in ("set-property", "remove-property", "upgrade"):
        with table.transaction() as transaction:
            if kind == "set-property":
                transaction.set_properties({step["key"]: step["value"]})
            elif kind == "remove-property":
                transaction.remove_properties(step["key"])
            else:
                transaction.upgrade_table_version(2)
        return None
    if kind in ("set-ref", "remove-ref", "roll-back", "fast-forward"):
        return refer(table, step, snapshots)
    with table.update_schema(allow_incompatible_changes=True) as update:
        if kind == "add":
            path = (*(step["parent"].split(".") if step["parent"] else ()), step["name"])
            update.add_column(path, type_of(step["type"]["kind"], step["type"]["fields"], Ids()), doc=step["doc"], required=step["required"])
            if step["to"]:
                place(update, ".".join(path), step["to"])
        elif kind == "rename":
            update.rename_column(step["path"], step["name"])
        elif kind == "drop":
            update.delete_column(step["path"])
        elif kind == "promote":
            update.update_column(step["path"], field_type=PRIMITIVES[step["kind"]])
        elif kind in ("make-optional", "make-required"):
            update.update_column(step["path"], required=kind == "make-required")
        elif kind == "document":
            update.update_column(step["path"], doc=step["doc"])
        elif kind == "move":
            place(update, step["path"], step["to"])
        else:
            update.set_identifier_fields(*step["paths"])
    return None


def respec(table, step):
    # as the console does it, what version 1 left as void goes with the next change; in a change of its own, since PyIceberg takes
    # the name of a field that goes for one that is still there
    voids = [field.name for field in table.spec().fields if isinstance(field.transform, VoidTransform)]
    if table.format_version > 1 and voids:
        with table.update_spec() as update:
            for name in voids:
                update.remove_field(name)
    with table.update_spec() as update:
        if step["do"] == "spec-add":
            update.add_field(step["column"], parse_transform(step["transform"]), step["name"])
        elif step["do"] == "spec-drop":
            update.remove_field(step["name"])
        else:
            update.rename_field(step["name"], step["to"])


def refer(table, step, snapshots):
    with table.manage_snapshots() as manage:
        if step["do"] == "set-ref":
            ref = step["ref"]
            if ref["type"] == "tag":
                manage.create_tag(snapshots[ref["snapshot"]], step["name"], max_ref_age_ms=ref["refAge"])
            else:
                manage.create_branch(snapshots[ref["snapshot"]], step["name"], max_ref_age_ms=ref["refAge"], max_snapshot_age_ms=ref["age"], min_snapshots_to_keep=ref["keep"])
        elif step["do"] == "remove-ref":
            manage.remove_branch(step["name"])
        elif step["do"] == "roll-back" or step["branch"] == "main":
            manage.set_current_snapshot(snapshots[step["snapshot"]])
        else:
            ref = table.metadata.refs[step["branch"]]
            manage.create_branch(snapshots[step["snapshot"]], step["branch"], max_ref_age_ms=ref.max_ref_age_ms, max_snapshot_age_ms=ref.max_snapshot_age_ms, min_snapshots_to_keep=ref.min_snapshots_to_keep)


def answer(request):
    at = -1
    try:
        table = HadoopLayout(request["warehouse"]).create_table(tuple(request["table"]), Schema(*(placed(f, type_placed) for f in request["fields"])), request["version"])
        snapshots, states = [], []
        number = lambda snapshot: snapshots.index(snapshot) if snapshot in snapshots else None  # noqa: E731
        for at, step in enumerate(request["steps"]):
            evolve(table, step, snapshots)
            if step["do"] in ("append", "delete"):
                snapshots.append(table.metadata.current_snapshot_id)
            states.append(state(table.metadata, number))
        at = len(states)
        read = [rows(table, None if snapshot is None else snapshots[snapshot]) for snapshot in request["reads"]]
        other = [] if request["other"] is None else [rows(StaticTable.from_metadata(request["other"]), None if snapshot is None else int(snapshot)) for snapshot in request["otherSnapshots"]]
        return {"states": states, "snapshots": [str(snapshot) for snapshot in snapshots], "rows": read, "otherRows": other}
    except Exception as error:  # the test says at which step
        return {"error": f"{type(error).__name__}: {error}\n{traceback.format_exc()[-1500:]}", "at": at}


for line in sys.stdin:
    print(json.dumps(answer(json.loads(line))), flush=True)
