import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.iceberg.StructLike;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;

/** What Iceberg's own reader says of the tables, with values written as the console writes them. */
final class Report {
  private final Map<String, List<String>> reads = new TreeMap<>();
  private final Map<String, Map<String, String>> facts = new TreeMap<>();

  void read(String table, String at, Types.StructType schema, Iterable<? extends StructLike> rows) {
    List<String> lines = new ArrayList<>();
    for (StructLike row : rows) {
      lines.add("        " + cell(row, schema));
    }
    String columns = schema.fields().stream().map(field -> text(field.name())).collect(Collectors.joining(", ", "[", "]"));
    String body = lines.isEmpty() ? "" : "\n" + String.join(",\n", lines) + "\n      ";
    reads.computeIfAbsent(table, key -> new ArrayList<>()).add("      { \"at\": " + at + ", \"columns\": " + columns + ", \"rows\": [" + body + "] }");
  }

  void say(String table, String fact, String json) {
    facts.computeIfAbsent(table, key -> new TreeMap<>()).put(fact, json);
    reads.computeIfAbsent(table, key -> new ArrayList<>());
  }

  void close(Path folder, String version) throws IOException {
    Files.writeString(folder.resolve("made-by.json"), "{\n  \"writer\": \"Iceberg Java on a Hadoop catalog\",\n  \"version\": " + text(version) + ",\n  \"command\": \"tests/format/make/make.sh java\"\n}\n");
    String all = reads.entrySet().stream().map(entry -> {
      String said = facts.getOrDefault(entry.getKey(), Map.of()).entrySet().stream().map(fact -> "    " + text(fact.getKey()) + ": " + fact.getValue() + ",\n").collect(Collectors.joining());
      return "  " + text(entry.getKey()) + ": {\n" + said + "    \"reads\": [\n" + String.join(",\n", entry.getValue()) + "\n    ]\n  }";
    }).collect(Collectors.joining(",\n"));
    Files.writeString(folder.resolve("expected.json"), "{\n" + all + "\n}\n");
  }

  static String text(String value) {
    StringBuilder out = new StringBuilder("\"");
    value.chars().forEach(c -> out.append(c == '"' || c == '\\' ? "\\" + (char) c : c < 32 ? String.format("\\u%04x", c) : String.valueOf((char) c)));
    return out.append('"').toString();
  }

  private static final DateTimeFormatter MICROS = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS");
  private static final DateTimeFormatter NANOS = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSSSSS");

  static String cell(Object value, Type type) {
    if (value == null) {
      return "null";
    }
    switch (type.typeId()) {
      case STRUCT: {
        StructLike row = (StructLike) value;
        List<String> cells = new ArrayList<>();
        List<Types.NestedField> fields = type.asStructType().fields();
        for (int i = 0; i < fields.size(); i++) {
          cells.add(cell(row.get(i, Object.class), fields.get(i).type()));
        }
        return "[" + String.join(", ", cells) + "]";
      }
      case LIST: return ((List<?>) value).stream().map(item -> cell(item, type.asListType().elementType())).collect(Collectors.joining(", ", "[", "]"));
      case MAP: return ((Map<?, ?>) value).entrySet().stream().map(entry -> "[" + cell(entry.getKey(), type.asMapType().keyType()) + ", " + cell(entry.getValue(), type.asMapType().valueType()) + "]").collect(Collectors.joining(", ", "[", "]"));
      case BOOLEAN: case INTEGER: return value.toString();
      // a partition value of a column that was widened later comes as the wider type
      case FLOAT: return number(Double.parseDouble(Float.toString(((Number) value).floatValue())));
      case DOUBLE: return number((Double) value);
      case LONG: case UUID: return text(value.toString());
      case STRING: return text(value.toString());
      case DECIMAL: return text(((BigDecimal) value).toPlainString());
      case DATE: return text(((LocalDate) value).toString());
      case TIME: return text(((LocalTime) value).format(DateTimeFormatter.ofPattern("HH:mm:ss.SSSSSS")));
      case TIMESTAMP: return text(instant(value, MICROS, ((Types.TimestampType) type).shouldAdjustToUTC()));
      case TIMESTAMP_NANO: return text(instant(value, NANOS, ((Types.TimestampNanoType) type).shouldAdjustToUTC()));
      case FIXED: return text(Base64.getEncoder().encodeToString((byte[]) value));
      case BINARY: {
        byte[] bytes = new byte[((ByteBuffer) value).remaining()];
        ((ByteBuffer) value).duplicate().get(bytes);
        return text(Base64.getEncoder().encodeToString(bytes));
      }
      default: throw new IllegalArgumentException(type.toString());
    }
  }

  private static String instant(Object value, DateTimeFormatter format, boolean utc) {
    return utc ? ((OffsetDateTime) value).withOffsetSameInstant(ZoneOffset.UTC).format(format) + " UTC" : ((LocalDateTime) value).format(format);
  }

  private static String number(double value) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      return text(Double.toString(value));
    }
    return value == Math.rint(value) && Math.abs(value) < 1e15 && !(value == 0 && 1 / value < 0) ? Long.toString((long) value) : Double.toString(value);
  }
}
