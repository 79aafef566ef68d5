import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.hadoop.HadoopTables;
import org.apache.iceberg.io.CloseableIterable;

/** Reads the column id of tables as Iceberg's library does. Arguments: folder and snapshot by turns; prints a line of ids for each, in order. */
public final class ReadIds {
  public static void main(String[] args) throws Exception {
    for (int at = 0; at < args.length; at += 2) {
      Table table = new HadoopTables(new Configuration()).load(args[at]);
      List<Long> ids = new ArrayList<>();
      try (CloseableIterable<Record> rows = IcebergGenerics.read(table).useSnapshot(Long.parseLong(args[at + 1])).select("id").build()) {
        for (Record row : rows) {
          ids.add((Long) row.getField("id"));
        }
      }
      Collections.sort(ids);
      System.out.println(ids);
    }
  }
}
