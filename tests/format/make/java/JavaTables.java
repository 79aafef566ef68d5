import static org.apache.iceberg.types.Types.NestedField.optional;
import static org.apache.iceberg.types.Types.NestedField.required;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.DeleteFile;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.IcebergBuild;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.SortOrder;
import org.apache.iceberg.StructLike;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.expressions.Literal;
import org.apache.iceberg.hadoop.HadoopCatalog;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.variants.Variant;
import org.apache.iceberg.variants.VariantMetadata;
import org.apache.iceberg.variants.Variants;

/** Fixtures that neither Spark 3.4 nor PyIceberg can write: equality deletes, and all of format version 3. */
public final class JavaTables {
  private static final Map<String, String> OPTIONS = Map.of("write.parquet.compression-codec", "zstd");
  private static final Report report = new Report();
  private static HadoopCatalog catalog;

  public static void main(String[] args) throws IOException {
    Path warehouse = Path.of(args[0]);
    Files.createDirectories(warehouse);
    catalog = new HadoopCatalog(new Configuration(), "file:" + warehouse);
    catalog.createNamespace(Namespace.of("java"));
    equality();
    equalityPartitioned();
    equalityEvolved();
    equalityDropped();
    equalityTypes();
    equalityNested();
    positionDeletes();
    mixedDeletes();
    vectors();
    vectorsOverPositions();
    bigVector();
    defaults();
    nanos();
    unknown();
    variant();
    geometry();
    promotedPartition();
    sortedTable();
    report.close(warehouse, IcebergBuild.version());
  }

  private static Writing create(String name, Schema schema, PartitionSpec spec, int version) {
    Table table = catalog.buildTable(TableIdentifier.of("java", name), schema).withPartitionSpec(spec).withProperty("format-version", String.valueOf(version)).withProperty("write.parquet.compression-codec", "zstd").create();
    return new Writing(table, name, report, OPTIONS);
  }

  private static Schema keyed() {
    return new Schema(required(1, "id", Types.LongType.get()), optional(2, "part", Types.StringType.get()), optional(3, "v", Types.IntegerType.get()));
  }

  /** Deletes by one column and by two, a null among the keys, a row that comes back, a row added in the delete's own commit. */
  private static void equality() throws IOException {
    Writing w = create("equality", keyed(), PartitionSpec.unpartitioned(), 2);
    w.append(w.data(w.row(1L, "a", 1), w.row(2L, "b", 2), w.row(3L, "c", 3), w.row(4L, null, 4), w.row(5L, "e", null)));
    Schema id = w.table.schema().select("id");
    w.delete(w.equality(null, id, Writing.row(id, 2L)));
    w.append(w.data(w.row(2L, "again", 22)));
    Schema partAndV = w.table.schema().select("part", "v");
    w.delete(w.equality(null, partAndV, Writing.row(partAndV, null, 4), Writing.row(partAndV, "e", null), Writing.row(partAndV, "a", 99)));
    w.delta(List.of(w.data(w.row(3L, "upserted", 33))), w.equality(null, id, Writing.row(id, 3L)));
    w.readAll();
  }

  /** A delete holds in its own partition alone, unless its spec has none. */
  private static void equalityPartitioned() throws IOException {
    PartitionSpec spec = PartitionSpec.builderFor(keyed()).identity("part").build();
    Writing w = create("equality_partitioned", keyed(), spec, 2);
    Record a = w.row(1L, "a", 1);
    Record b = w.row(1L, "b", 1);
    Record none = w.row(1L, null, 1);
    w.append(w.data(a, w.row(2L, "a", 2)), w.data(b, w.row(2L, "b", 2)), w.data(none));
    Schema id = w.table.schema().select("id");
    w.delete(w.equality(w.keyOf(a), id, Writing.row(id, 1L)));
    w.delete(w.equality(w.keyOf(none), id, Writing.row(id, 1L)));
    w.table.updateSpec().removeField("part").commit();
    w.delete(w.equality(null, id, Writing.row(id, 2L)));
    w.append(w.data(w.row(2L, "a", 3)));
    w.table.updateSpec().addField(Expressions.bucket("id", 4)).commit();
    Record c = w.row(2L, "c", 4);
    w.append(w.data(c));
    w.delete(w.equality(w.keyOf(c), id, Writing.row(id, 2L)));
    w.readAll();
  }

  /** The compared column is renamed and widened, another is dropped, after deletes by them. */
  private static void equalityEvolved() throws IOException {
    Schema schema = new Schema(optional(1, "k", Types.IntegerType.get()), optional(2, "s", Types.StringType.get()), optional(3, "gone", Types.StringType.get()));
    Writing w = create("equality_evolved", schema, PartitionSpec.unpartitioned(), 2);
    w.append(w.data(w.row(1, "a", "x"), w.row(2, "b", "y"), w.row(3, "c", "x"), w.row((Object) null, "d", "z")));
    Schema k = w.table.schema().select("k");
    w.delete(w.equality(null, k, Writing.row(k, 2), Writing.row(k, (Object) null)));
    w.table.updateSchema().renameColumn("k", "key").updateColumn("k", Types.LongType.get()).commit();
    w.append(w.data(w.row(2L, "b2", "y"), w.row(1L << 40, "big", "w")));
    Schema key = w.table.schema().select("key");
    w.delete(w.equality(null, key, Writing.row(key, 1L << 40), Writing.row(key, 1L)));
    Schema gone = w.table.schema().select("gone");
    w.delete(w.equality(null, gone, Writing.row(gone, "x")));
    w.readAll();
  }

  /** The compared column is dropped: rows that it deleted stay deleted. Java 1.10.1 fails on such a table, so the report is of the state just before, without that column. */
  private static void equalityDropped() throws IOException {
    Schema schema = new Schema(optional(1, "k", Types.IntegerType.get()), optional(2, "gone", Types.StringType.get()));
    Writing w = create("equality_dropped", schema, PartitionSpec.unpartitioned(), 2);
    w.append(w.data(w.row(1, "x"), w.row(2, "y"), w.row(3, null)));
    Schema gone = schema.select("gone");
    w.delete(w.equality(null, gone, Writing.row(gone, "x"), Writing.row(gone, (Object) null)));
    w.readSnapshots();
    w.table.updateSchema().deleteColumn("gone").commit();
    w.table.refresh();
    // read by nobody but us from here on
    w.append(w.data(w.row(4)));
    report.say("equality_dropped", "after", "[[2], [4]]");
  }

  /** Keys of many types. */
  private static void equalityTypes() throws IOException {
    Schema schema = new Schema(
        required(1, "n", Types.IntegerType.get()), optional(2, "d", Types.DateType.get()), optional(3, "ts", Types.TimestampType.withZone()), optional(4, "dec", Types.DecimalType.of(30, 5)), optional(5, "u", Types.UUIDType.get()),
        optional(6, "b", Types.BinaryType.get()), optional(7, "t", Types.TimeType.get()), optional(8, "f", Types.FixedType.ofLength(2)), optional(9, "o", Types.BooleanType.get()), optional(10, "s", Types.StringType.get()));
    Writing w = create("equality_types", schema, PartitionSpec.unpartitioned(), 2);
    Object[][] values = {
        {0, LocalDate.of(1969, 12, 31), OffsetDateTime.parse("1969-12-31T23:59:59.999999Z"), new BigDecimal("-1234567890123456789012345.67890"), UUID.fromString("f79c3e09-677c-4bbd-a479-3f349cb785e7"), ByteBuffer.wrap(new byte[] {0, -1}), LocalTime.of(23, 59), new byte[] {1, 2}, true, "é"},
        {1, LocalDate.of(2024, 2, 29), OffsetDateTime.parse("2024-02-29T12:00:00Z"), new BigDecimal("0.00001"), new UUID(0, 0), ByteBuffer.wrap(new byte[] {}), LocalTime.of(0, 0), new byte[] {0, 0}, false, ""},
        {2, null, null, null, null, null, null, null, null, null}};
    List<Record> rows = new ArrayList<>();
    // each column's own pair of rows, so that each delete takes exactly one
    for (int column = 1; column < 10; column++) {
      for (Object[] value : values) {
        Object[] copy = value.clone();
        copy[0] = column * 10 + (Integer) value[0];
        rows.add(w.row(copy));
      }
    }
    w.append(w.data(w.table.schema(), null, rows));
    for (int column = 1; column < 10; column++) {
      Schema key = w.table.schema().select("n", schema.columns().get(column).name());
      w.delete(w.equality(null, key, Writing.row(key, column * 10, values[0][column]), Writing.row(key, column * 10 + 2, null), Writing.row(key, column * 10 + 1, values[0][column])));
    }
    w.readAll();
  }

  /** A key inside a struct. */
  private static void equalityNested() throws IOException {
    Schema schema = new Schema(required(1, "id", Types.LongType.get()), optional(2, "s", Types.StructType.of(optional(3, "x", Types.IntegerType.get()), optional(4, "y", Types.StringType.get()))));
    Writing w = create("equality_nested", schema, PartitionSpec.unpartitioned(), 2);
    Types.StructType s = schema.findType("s").asStructType();
    w.append(w.data(w.row(1L, Writing.row(s, 1, "a")), w.row(2L, Writing.row(s, 2, "b")), w.row(3L, Writing.row(s, null, "c")), w.row(4L, null)));
    Schema x = w.table.schema().select("s.x");
    w.delete(w.equality(null, x, Writing.row(x, Writing.row(x.findType("s").asStructType(), 2))));
    w.readAll();
  }

  /** Delete files for one data file, for several of a partition, and older than the file that they could name. */
  private static void positionDeletes() throws IOException {
    PartitionSpec spec = PartitionSpec.builderFor(keyed()).identity("part").build();
    Writing w = create("position_deletes", keyed(), spec, 2);
    Record a = w.row(1L, "a", 1);
    DataFile first = w.data(a, w.row(2L, "a", 2), w.row(3L, "a", 3));
    DataFile second = w.data(w.row(4L, "a", 4), w.row(5L, "a", 5));
    Record b = w.row(6L, "b", 6);
    DataFile third = w.data(b, w.row(7L, "b", 7));
    w.append(first, second, third);
    w.delete(w.positions(w.keyOf(a), first, 1L, second, 0L));
    w.delete(w.positions(w.keyOf(a), first, 1L, first, 2L), w.positions(w.keyOf(b), third, 1L));
    w.append(w.data(w.row(8L, "a", 8), w.row(9L, "a", 9)));
    w.readAll();
  }

  /** Equality and position deletes on the same rows. */
  private static void mixedDeletes() throws IOException {
    Writing w = create("mixed_deletes", keyed(), PartitionSpec.unpartitioned(), 2);
    DataFile file = w.data(w.row(1L, "a", 1), w.row(2L, "b", 2), w.row(3L, "c", 3), w.row(4L, "d", 4));
    w.append(file);
    Schema id = w.table.schema().select("id");
    w.delete(w.positions(null, file, 0L), w.equality(null, id, Writing.row(id, 1L), Writing.row(id, 3L)));
    DataFile other = w.data(w.row(1L, "new", 10), w.row(3L, "new", 30), w.row(5L, "new", 50));
    w.append(other);
    w.delete(w.positions(null, other, 2L));
    w.readAll();
  }

  private static void lineage(Writing w, String name) throws IOException {
    w.table.refresh();
    Map<String, String> first = new TreeMap<>();
    try (CloseableIterable<FileScanTask> tasks = w.table.newScan().planFiles()) {
      for (FileScanTask task : tasks) {
        String path = task.file().location();
        first.put(path.substring(path.lastIndexOf('/') + 1), String.valueOf(task.file().firstRowId()));
      }
    }
    report.say(name, "firstRowIds", first.entrySet().stream().map(entry -> Report.text(entry.getKey()) + ": " + Report.text(entry.getValue())).collect(Collectors.joining(", ", "{ ", " }")));
  }

  /** Deletion vectors for several files in one Puffin file, then replaced by larger ones; row lineage. */
  private static void vectors() throws IOException {
    PartitionSpec spec = PartitionSpec.builderFor(keyed()).identity("part").build();
    Writing w = create("vectors", keyed(), spec, 3);
    DataFile a = w.data(w.row(1L, "a", 1), w.row(2L, "a", 2), w.row(3L, "a", 3));
    DataFile b = w.data(w.row(4L, "b", 4), w.row(5L, "b", 5), w.row(6L, "b", 6));
    DataFile none = w.data(w.row(7L, null, 7));
    w.append(a, b, none);
    w.delta(w.vectors(a, 0L, b, 2L));
    w.append(w.data(w.row(8L, "a", 8)));
    w.delta(w.vectors(a, 2L));
    w.table.newDelete().deleteFile(none).commit();
    w.append(w.data(w.row(9L, "b", 9)));
    lineage(w, "vectors");
    w.readAll();
  }

  /** A v2 table with position deletes becomes v3: vectors take over what the files said, file by file. */
  private static void vectorsOverPositions() throws IOException {
    Writing w = create("vectors_over_positions", keyed(), PartitionSpec.unpartitioned(), 2);
    DataFile first = w.data(w.row(1L, "a", 1), w.row(2L, "b", 2), w.row(3L, "c", 3));
    DataFile second = w.data(w.row(4L, "d", 4), w.row(5L, "e", 5), w.row(6L, "f", 6));
    w.append(first, second);
    w.delete(w.positions(null, first, 0L, second, 0L));
    Schema id = w.table.schema().select("id");
    w.delete(w.equality(null, id, Writing.row(id, 5L)));
    w.table.updateProperties().set("format-version", "3").commit();
    w.delta(w.vectors(first, 1L));
    w.append(w.data(w.row(5L, "later", 50)));
    lineage(w, "vectors_over_positions");
    w.readAll();
  }

  /** A vector with containers of each kind: array, bitmap and run. */
  private static void bigVector() throws IOException {
    Schema schema = new Schema(required(1, "id", Types.LongType.get()));
    Writing w = create("big_vector", schema, PartitionSpec.unpartitioned(), 3);
    List<Record> rows = new ArrayList<>();
    for (long i = 0; i < 200_000; i++) {
      rows.add(w.row(i));
    }
    DataFile file = w.data(w.table.schema(), null, rows);
    w.append(file);
    List<Object> pairs = new ArrayList<>();
    for (long i = 0; i < 200_000; i++) {
      boolean keep = i < 65_536 ? i % 3 != 0 : i < 131_072 ? i % 1000 == 7 : i >= 131_080 && i < 199_990 ? false : i % 2 == 0;
      if (!keep && i != 150_000) {
        pairs.add(file);
        pairs.add(i);
      }
    }
    w.delta(w.vectors(pairs.toArray()));
    // the rows are too many to write down: a count and a sum say as much
    long count = 0;
    long sum = 0;
    w.table.refresh();
    try (CloseableIterable<Record> left = org.apache.iceberg.data.IcebergGenerics.read(w.table).build()) {
      for (Record row : left) {
        count += 1;
        sum += (Long) row.getField("id");
      }
    }
    report.say("big_vector", "count", Report.text(String.valueOf(count)));
    report.say("big_vector", "sum", Report.text(String.valueOf(sum)));
  }

  /** Columns that came with a value for the rows before them, at the top, in structs, in lists of structs and in maps. */
  private static void defaults() throws IOException {
    Types.StructType inner = Types.StructType.of(optional(3, "x", Types.IntegerType.get()));
    Schema schema = new Schema(required(1, "id", Types.LongType.get()), optional(2, "s", inner), optional(4, "l", Types.ListType.ofOptional(5, Types.StructType.of(optional(6, "p", Types.IntegerType.get())))));
    Writing w = create("defaults", schema, PartitionSpec.unpartitioned(), 3);
    Types.StructType element = schema.findType("l").asListType().elementType().asStructType();
    w.append(w.data(w.row(1L, Writing.row(inner, 10), List.of(Writing.row(element, 1))), w.row(2L, null, Arrays.asList(Writing.row(element, (Object) null), null)), w.row(3L, Writing.row(inner, (Object) null), null)));
    w.table.updateSchema()
        .addColumn("d_int", Types.IntegerType.get(), "with a default", Literal.of(42))
        .addColumn("d_long", Types.LongType.get(), null, Literal.of(9223372036854775807L))
        .addColumn("d_boolean", Types.BooleanType.get(), null, Literal.of(true))
        .addColumn("d_float", Types.FloatType.get(), null, Literal.of(0.1f))
        .addColumn("d_double", Types.DoubleType.get(), null, Literal.of(-0.1d))
        .addColumn("d_string", Types.StringType.get(), null, Literal.of("dé'f\"\\"))
        .addColumn("d_decimal", Types.DecimalType.of(20, 5), null, Literal.of(new BigDecimal("-123456789012345.00001")))
        .addColumn("d_date", Types.DateType.get(), null, Literal.of("1969-12-31").to(Types.DateType.get()))
        .addColumn("d_time", Types.TimeType.get(), null, Literal.of("23:59:59.999999").to(Types.TimeType.get()))
        .addColumn("d_timestamp", Types.TimestampType.withoutZone(), null, Literal.of("1969-12-31T23:59:59.999999").to(Types.TimestampType.withoutZone()))
        .addColumn("d_timestamptz", Types.TimestampType.withZone(), null, Literal.of("2024-02-29T12:00:00.000001+00:00").to(Types.TimestampType.withZone()))
        .addColumn("d_uuid", Types.UUIDType.get(), null, Literal.of(UUID.fromString("f79c3e09-677c-4bbd-a479-3f349cb785e7")))
        .addColumn("d_fixed", Types.FixedType.ofLength(3), null, Literal.of(new byte[] {0, 1, -1}))
        .addColumn("d_binary", Types.BinaryType.get(), null, Literal.of(ByteBuffer.wrap(new byte[] {-1, 0})))
        .addColumn("s", "y", Types.StringType.get(), null, Literal.of("in a struct"))
        .addColumn("l", "q", Types.LongType.get(), null, Literal.of(7L))
        .commit();
    w.table.updateSchema().updateColumnDefault("d_int", Literal.of(43)).commit();
    w.table.refresh();
    Types.StructType newInner = w.table.schema().findType("s").asStructType();
    Record row = w.row(4L, Writing.row(newInner, 1, null), null);
    row.setField("d_string", "given");
    w.append(w.data(row));
    w.readAll();
  }

  private static void nanos() throws IOException {
    Schema schema = new Schema(required(1, "id", Types.LongType.get()), optional(2, "ns", Types.TimestampNanoType.withoutZone()), optional(3, "l", Types.ListType.ofOptional(4, Types.TimestampNanoType.withoutZone())));
    Writing w = create("nanos", schema, PartitionSpec.builderFor(schema).day("ns").build(), 3);
    for (String value : List.of("1969-12-31T23:59:59.999999999", "2024-02-29T12:00:00.000000001", "1970-01-01T00:00:00")) {
      LocalDateTime at = LocalDateTime.parse(value);
      w.append(w.data(w.row((long) at.getNano(), at, Arrays.asList(at, null))));
    }
    w.append(w.data(w.row(5L, null, null)));
    w.readAll();
    Schema zoned = new Schema(required(1, "id", Types.LongType.get()), optional(2, "at", Types.TimestampNanoType.withZone()), optional(3, "s", Types.StructType.of(optional(4, "l", Types.ListType.ofOptional(5, Types.TimestampNanoType.withZone())))));
    Writing z = create("nanos_with_zone", zoned, PartitionSpec.unpartitioned(), 3);
    OffsetDateTime at = OffsetDateTime.parse("2024-02-29T12:00:00.123456789+02:00");
    Types.StructType s = z.table.schema().findType("s").asStructType();
    z.append(z.data(z.row(1L, at, Writing.row(s, Arrays.asList(at.minusYears(100), null))), z.row(2L, null, null), z.row(3L, OffsetDateTime.parse("1969-12-31T23:59:59.999999999Z"), Writing.row(s, List.of()))));
    z.readAll();
  }

  private static void unknown() throws IOException {
    Schema schema = new Schema(required(1, "id", Types.LongType.get()), optional(2, "nothing", Types.UnknownType.get()));
    Writing w = create("unknown", schema, PartitionSpec.unpartitioned(), 3);
    w.append(w.data(w.row(1L, null), w.row(2L, null)));
    w.readAll();
  }

  private static void variant() throws IOException {
    Schema schema = new Schema(required(1, "id", Types.LongType.get()), optional(2, "v", Types.VariantType.get()), optional(3, "s", Types.StringType.get()));
    Writing w = create("variant", schema, PartitionSpec.unpartitioned(), 3);
    w.append(w.data(w.row(1L, Variant.of(VariantMetadata.empty(), Variants.of(34)), "a"), w.row(2L, null, "b"), w.row(3L, Variant.of(VariantMetadata.empty(), Variants.of("text")), null)));
    w.readAll("id", "s");
  }

  private static void geometry() throws IOException {
    Schema schema = new Schema(required(1, "id", Types.LongType.get()), optional(2, "place", Types.GeometryType.crs84()), optional(3, "globe", Types.GeographyType.crs84()));
    Writing w = create("geometry", schema, PartitionSpec.unpartitioned(), 3);
    Schema written = schema.select("id");
    w.append(w.data(written, null, List.of(Writing.row(written, 1L), Writing.row(written, 2L))));
    w.readAll("id");
  }

  /** The source of an identity partition is widened afterwards. */
  private static void promotedPartition() throws IOException {
    Schema schema = new Schema(required(1, "id", Types.IntegerType.get()), optional(2, "p", Types.IntegerType.get()), optional(3, "f", Types.FloatType.get()), optional(4, "dec", Types.DecimalType.of(9, 2)));
    Writing w = create("promoted_partition", schema, PartitionSpec.builderFor(schema).identity("p").identity("f").identity("dec").build(), 2);
    w.append(w.data(w.row(1, -7, 0.1f, new BigDecimal("-1.25"))), w.data(w.row(2, null, null, null)));
    w.table.updateSchema().updateColumn("p", Types.LongType.get()).updateColumn("f", Types.DoubleType.get()).updateColumn("dec", Types.DecimalType.of(18, 2)).commit();
    w.append(w.data(w.row(3, 1L << 40, 0.1d, new BigDecimal("1234567890123456.25"))));
    w.readAll();
  }

  private static void sortedTable() throws IOException {
    Schema schema = keyed();
    Table table = catalog.buildTable(TableIdentifier.of("java", "sorted"), schema).withProperty("format-version", "2").withSortOrder(SortOrder.builderFor(schema).asc(Expressions.bucket("id", 3)).desc("v").build()).create();
    Writing w = new Writing(table, "sorted", report, OPTIONS);
    w.append(w.data(w.row(1L, "a", 1)));
    w.table.manageSnapshots().createTag("v1", w.table.currentSnapshot().snapshotId()).createBranch("dev", w.table.currentSnapshot().snapshotId()).commit();
    w.table.newAppend().appendFile(w.data(w.row(2L, "b", 2))).toBranch("dev").commit();
    w.readAll();
  }
}
