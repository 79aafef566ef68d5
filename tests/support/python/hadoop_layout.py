"""A catalog of PyIceberg's over tables in the layout of Hadoop catalogs."""
import os
import uuid

from pyiceberg.catalog.noop import NoopCatalog
from pyiceberg.exceptions import CommitFailedException
from pyiceberg.io import load_file_io
from pyiceberg.partitioning import UNPARTITIONED_PARTITION_SPEC
from pyiceberg.serializers import FromInputFile
from pyiceberg.table import CommitTableResponse, Table
from pyiceberg.table.metadata import new_table_metadata
from pyiceberg.table.sorting import UNSORTED_SORT_ORDER
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

    def create_table(self, identifier, schema, format_version):
        folder = self.folder(identifier)
        os.makedirs(folder)
        location = f"file://{os.path.dirname(folder)}"
        metadata = new_table_metadata(schema, UNPARTITIONED_PARTITION_SPEC, UNSORTED_SORT_ORDER, location, {"format-version": str(format_version)})
        self.publish(folder, 1, metadata)
        return self.load_table(identifier)

    def commit_table(self, table, requirements, updates):
        current = self.load_table(table.name())
        for requirement in requirements:
            requirement.validate(current.metadata)
        metadata = update_table_metadata(current.metadata, updates, enforce_validation=True, metadata_location=current.metadata_location)
        version = int(current.metadata_location.rsplit("/v", 1)[1].split(".")[0]) + 1
        folder = self.folder(table.name())
        self.publish(folder, version, metadata)
        return CommitTableResponse(metadata=metadata, metadata_location=f"file://{folder}/v{version}.metadata.json")

    def publish(self, folder, version, metadata):
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
