import java.io.IOException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DeleteFile;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.PartitionKey;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.RowDelta;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.StructLike;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.BaseDeleteLoader;
import org.apache.iceberg.data.GenericAppenderFactory;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.InternalRecordWrapper;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.deletes.BaseDVFileWriter;
import org.apache.iceberg.deletes.EqualityDeleteWriter;
import org.apache.iceberg.deletes.PositionDelete;
import org.apache.iceberg.deletes.PositionDeleteIndex;
import org.apache.iceberg.deletes.PositionDeleteWriter;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.io.DataWriter;
import org.apache.iceberg.io.DeleteWriteResult;
import org.apache.iceberg.io.OutputFileFactory;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.TypeUtil;
import org.apache.iceberg.util.DateTimeUtil;

/** One table and the ways in which files get into it, by Iceberg's generic writers. */
final class Writing {
  final Table table;
  private final String name;
  private final Report report;
  private final Map<String, String> options;

  Writing(Table table, String name, Report report, Map<String, String> options) {
    this.table = table;
    this.name = name;
    this.report = report;
    this.options = options;
  }

  static Record row(Schema schema, Object... values) {
    return row(schema.asStruct(), values);
  }

  static Record row(org.apache.iceberg.types.Types.StructType type, Object... values) {
    GenericRecord record = GenericRecord.create(type);
    for (int i = 0; i < values.length; i++) {
      record.set(i, values[i]);
    }
    return record;
  }

  Record row(Object... values) {
    return row(table.schema(), values);
  }

  private OutputFileFactory files(PartitionSpec spec, FileFormat format) {
    return OutputFileFactory.builderFor(table, 1, System.nanoTime()).defaultSpec(spec).format(format).build();
  }

  StructLike keyOf(Record row) {
    PartitionKey key = new PartitionKey(table.spec(), table.schema());
    // the wrapper knows no nanoseconds
    Record plain = row.copy();
    for (int i = 0; i < table.schema().columns().size(); i++) {
      if (plain.get(i) instanceof LocalDateTime && table.schema().columns().get(i).type().typeId() == Type.TypeID.TIMESTAMP_NANO) {
        plain.set(i, DateTimeUtil.nanosFromTimestamp((LocalDateTime) plain.get(i)));
      }
    }
    key.partition(new InternalRecordWrapper(table.schema().asStruct()).wrap(plain));
    return key;
  }

  /** Rows of one partition, written with a schema of one's own. */
  DataFile data(Schema schema, StructLike partition, List<Record> rows) throws IOException {
    GenericAppenderFactory factory = new GenericAppenderFactory(table, schema, table.spec(), options, null, null, null);
    DataWriter<Record> writer = factory.newDataWriter(files(table.spec(), FileFormat.PARQUET).newOutputFile(table.spec(), partition), FileFormat.PARQUET, partition);
    try (writer) {
      rows.forEach(writer::write);
    }
    return writer.toDataFile();
  }

  DataFile data(Record... rows) throws IOException {
    return data(table.schema(), table.spec().isUnpartitioned() ? null : keyOf(rows[0]), Arrays.asList(rows));
  }

  DeleteFile equality(StructLike partition, Schema rowSchema, Record... rows) throws IOException {
    int[] ids = TypeUtil.getProjectedIds(rowSchema).stream().filter(id -> rowSchema.findType(id).isPrimitiveType()).mapToInt(Integer::intValue).toArray();
    GenericAppenderFactory factory = new GenericAppenderFactory(table, table.schema(), table.spec(), options, ids, rowSchema, null);
    EqualityDeleteWriter<Record> writer = factory.newEqDeleteWriter(files(table.spec(), FileFormat.PARQUET).newOutputFile(table.spec(), partition), FileFormat.PARQUET, partition);
    try (writer) {
      Arrays.asList(rows).forEach(writer::write);
    }
    return writer.toDeleteFile();
  }

  /** Positions by file, in pairs of DataFile and Long. */
  DeleteFile positions(StructLike partition, Object... pairs) throws IOException {
    GenericAppenderFactory factory = new GenericAppenderFactory(table, table.schema(), table.spec(), options, null, null, null);
    PositionDeleteWriter<Record> writer = factory.newPosDeleteWriter(files(table.spec(), FileFormat.PARQUET).newOutputFile(table.spec(), partition), FileFormat.PARQUET, partition);
    try (writer) {
      PositionDelete<Record> delete = PositionDelete.create();
      for (int i = 0; i < pairs.length; i += 2) {
        writer.write(delete.set(((DataFile) pairs[i]).location(), (Long) pairs[i + 1], null));
      }
    }
    return writer.toDeleteFile();
  }

  /** Deletion vectors, all in one Puffin file; what deletes a file had before goes into its vector. */
  DeleteWriteResult vectors(Object... pairs) throws IOException {
    Map<String, List<DeleteFile>> before = new java.util.HashMap<>();
    try (CloseableIterable<FileScanTask> tasks = table.newScan().planFiles()) {
      tasks.forEach(task -> before.put(task.file().location(), task.deletes()));
    }
    BaseDeleteLoader loader = new BaseDeleteLoader(file -> table.io().newInputFile(file.location()));
    Function<String, PositionDeleteIndex> previous = path -> before.getOrDefault(path, List.of()).isEmpty() ? null : loader.loadPositionDeletes(before.get(path), path);
    BaseDVFileWriter writer = new BaseDVFileWriter(files(table.spec(), FileFormat.PUFFIN), previous);
    try (writer) {
      for (int i = 0; i < pairs.length; i += 2) {
        DataFile file = (DataFile) pairs[i];
        writer.delete(file.location(), (Long) pairs[i + 1], table.specs().get(file.specId()), file.partition());
      }
    }
    return writer.result();
  }

  void append(DataFile... added) {
    AppendFiles append = table.newAppend();
    Arrays.asList(added).forEach(append::appendFile);
    append.commit();
  }

  void delete(DeleteFile... deletes) {
    delta(List.of(), deletes);
  }

  void delta(List<DataFile> added, DeleteFile... deletes) {
    RowDelta delta = table.newRowDelta();
    added.forEach(delta::addRows);
    Arrays.asList(deletes).forEach(delta::addDeletes);
    delta.commit();
  }

  void delta(DeleteWriteResult result) {
    RowDelta delta = table.newRowDelta();
    result.deleteFiles().forEach(delta::addDeletes);
    result.rewrittenDeleteFiles().forEach(delta::removeDeletes);
    delta.validateFromSnapshot(table.currentSnapshot().snapshotId());
    delta.commit();
  }

  /** Reads the newest state and every snapshot; `columns` are all unless told. */
  void readAll(String... columns) throws IOException {
    table.refresh();
    read("{}", null, columns);
    readSnapshots(columns);
  }

  void readSnapshots(String... columns) throws IOException {
    List<Snapshot> snapshots = new ArrayList<>();
    table.snapshots().forEach(snapshots::add);
    for (Snapshot snapshot : snapshots) {
      read("{ \"snapshot\": \"" + snapshot.snapshotId() + "\" }", snapshot.snapshotId(), columns);
    }
  }

  private void read(String at, Long snapshotId, String... columns) throws IOException {
    IcebergGenerics.ScanBuilder scan = IcebergGenerics.read(table);
    Schema schema = snapshotId == null ? table.schema() : table.schemas().get(table.snapshot(snapshotId).schemaId());
    if (snapshotId != null) {
      scan = scan.useSnapshot(snapshotId);
    }
    if (columns.length > 0) {
      scan = scan.select(columns);
      schema = schema.select(columns);
    }
    try (CloseableIterable<Record> rows = scan.build()) {
      report.read(name, at, schema.asStruct(), rows);
    }
  }
}
