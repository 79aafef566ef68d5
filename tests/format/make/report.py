"""What every Python writer of fixtures shares: the values of a row as the console writes them, and the report."""
import base64
import datetime
import decimal
import json
import math
import pathlib
import struct
import uuid


def shortest_real(value):
    for digits in range(6, 9):
        short = float(f"{value:.{digits}g}")
        if struct.unpack("f", struct.pack("f", short))[0] == value:
            return short
    return float(f"{value:.9g}")


def number(value):
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    return int(value) if value == int(value) and abs(value) < 2**53 and math.copysign(1, value) > 0 else value


def micros(value):
    return f"{value.microsecond:06d}"


def cell(value, kind):
    """One value of a kind: int, long, float, double, decimal, date, time, timestamp, timestamptz, string, uuid, binary,
    boolean, or ["struct", [name, kind]...], ["list", kind], ["map", key, value]."""
    if value is None:
        return None
    if isinstance(kind, (list, tuple)):
        if kind[0] == "struct":
            get = value.get if isinstance(value, dict) else lambda name: value[name]
            return [cell(get(name), inner) for name, inner in kind[1:]]
        if kind[0] == "list":
            return [cell(item, kind[1]) for item in value]
        pairs = value.items() if isinstance(value, dict) else value
        return [[cell(key, kind[1]), cell(item, kind[2])] for key, item in pairs]
    if kind in ("int", "boolean", "string"):
        return value
    if kind == "long":
        return str(value)
    if kind == "float":
        return number(shortest_real(value)) if math.isfinite(value) else number(value)
    if kind == "double":
        return number(value)
    if kind == "decimal":
        return f"{value:f}"
    if kind == "date":
        return value.isoformat()
    if kind == "time":
        return value.strftime("%H:%M:%S.") + micros(value)
    if kind == "timestamp":
        return value.strftime("%Y-%m-%d %H:%M:%S.").rjust(20, "0") + micros(value)
    if kind == "timestamptz":
        value = value.astimezone(datetime.timezone.utc) if value.tzinfo else value
        return value.strftime("%Y-%m-%d %H:%M:%S.").rjust(20, "0") + micros(value) + " UTC"
    if kind == "uuid":
        return str(value if isinstance(value, uuid.UUID) else uuid.UUID(bytes=bytes(value)) if isinstance(value, (bytes, bytearray)) else uuid.UUID(str(value)))
    if kind == "binary":
        return base64.b64encode(bytes(value)).decode()
    raise ValueError(kind)


class Report:
    """Collects what the writer reads back of its own tables; written beside them as expected.json and made-by.json."""

    def __init__(self, folder, made_by):
        self.folder = pathlib.Path(folder)
        self.made_by = made_by
        self.tables = {}

    def read(self, table, at, columns, rows):
        """`at` is {} for the newest state, {"snapshot": "id"} or {"ref": name}; `columns` are [name, kind] pairs."""
        kinds = [kind for _, kind in columns]
        self.tables.setdefault(table, {"reads": []})["reads"].append({
            "at": at,
            "columns": [name for name, _ in columns],
            "rows": [[cell(value, kind) for value, kind in zip(row, kinds)] for row in rows],
        })

    def say(self, table, **facts):
        self.tables.setdefault(table, {"reads": []}).update(facts)

    def close(self):
        (self.folder / "made-by.json").write_text(json.dumps(self.made_by, indent=2) + "\n")
        text = ",\n".join(f'  {json.dumps(name)}: {self._table(entry)}' for name, entry in sorted(self.tables.items()))
        (self.folder / "expected.json").write_text("{\n" + text + "\n}\n")

    @staticmethod
    def _table(entry):
        facts = [f'    {json.dumps(key)}: {json.dumps(value)}' for key, value in entry.items() if key != "reads"]
        reads = []
        for read in entry["reads"]:
            rows = ",\n".join("        " + json.dumps(row, ensure_ascii=False) for row in read["rows"])
            reads.append(f'      {{ "at": {json.dumps(read["at"])}, "columns": {json.dumps(read["columns"], ensure_ascii=False)}, "rows": [' + (f"\n{rows}\n      " if rows else "") + "] }")
        return "{\n" + ",\n".join(facts + ['    "reads": [\n' + ",\n".join(reads) + "\n    ]"]) + "\n  }"
