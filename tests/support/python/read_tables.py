"""Answers questions about tables with other readers than ours.

Reads a list of {"reader": "pyiceberg" | "duckdb", "metadata": path, "snapshot": id or null, "filter": text or null,
"columns": [name, ...], "sql": text over t with columns c0, c1, ...} from standard input, and prints for each
{"rows": [[text, ...], ...]} or {"error": text}."""
import json
import pathlib
import sys

import duckdb
import duckdb_extension_avro
import duckdb_extension_iceberg
from pyiceberg.table import StaticTable

connection = duckdb.connect(config={"threads": 2})
for extension in (duckdb_extension_avro, duckdb_extension_iceberg):
    connection.execute(f"LOAD '{next(pathlib.Path(extension.__file__).parent.rglob('*.duckdb_extension'))}'")
connection.execute("SET TimeZone = 'UTC'")


def quoted(name):
    return '"' + name.replace('"', '""') + '"'


def answer(question):
    columns = ", ".join(f"{quoted(name)} AS c{index}" for index, name in enumerate(question["columns"]))
    snapshot = question["snapshot"]
    if question["reader"] == "pyiceberg":
        table = StaticTable.from_metadata(question["metadata"])
        scan = table.scan(snapshot_id=None if snapshot is None else int(snapshot), **({} if question["filter"] is None else {"row_filter": question["filter"]}))
        arrow = scan.to_arrow()  # noqa: F841, found by name
        source = "arrow"
    else:
        at = "" if snapshot is None else f", snapshot_from_id => {snapshot}::UBIGINT"
        where = "" if question["filter"] is None else f" WHERE {question['filter']}"
        source = f"(SELECT * FROM iceberg_scan('{question['metadata']}'{at}){where})"
    relation = connection.sql(f"WITH t AS (SELECT {columns} FROM {source}) {question['sql']}")
    return [[None if value is None else str(value) for value in row] for row in relation.fetchall()]


answers = []
for question in json.load(sys.stdin):
    try:
        answers.append({"rows": answer(question)})
    except Exception as error:  # the test says which it expects
        answers.append({"error": f"{type(error).__name__}: {error}"})
json.dump(answers, sys.stdout)
