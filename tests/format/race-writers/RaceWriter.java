import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.CommitStateUnknownException;
import org.apache.iceberg.hadoop.HadoopCatalog;

/**
 * Java's HadoopCatalog. RaceWriter WAREHOUSE ID SECONDS appends a copy of data/template.parquet a time and says which
 * when its commit was acknowledged, until the time is over and one was; RaceWriter WAREHOUSE read prints the newest snapshot and how many files it has.
 */
public class RaceWriter {
  public static void main(String[] args) throws Exception {
    HadoopCatalog catalog = new HadoopCatalog();
    catalog.setConf(new Configuration());
    catalog.initialize("lake", Map.of("warehouse", "file://" + args[0]));
    TableIdentifier name = TableIdentifier.of("shop", "t");
    if (args[1].equals("read")) {
      Table table = catalog.loadTable(name);
      long files = 0;
      try (var tasks = table.newScan().planFiles()) {
        for (var task : tasks) files += task.file().recordCount() > 0 ? 1 : 0;
      }
      System.out.println(table.currentSnapshot().snapshotId() + " " + files);
      return;
    }
    java.nio.file.Path data = java.nio.file.Path.of(args[0], "shop", "t", "data");
    byte[] template = java.nio.file.Files.readAllBytes(data.resolve("template.parquet"));
    System.out.println("ready");
    System.in.read();
    long ends = System.currentTimeMillis() + (long) (Double.parseDouble(args[2]) * 1000);
    int acknowledged = 0;
    // a slow machine may let others win every turn: who has had none goes on, by then alone
    for (int turn = 1; System.currentTimeMillis() < ends || acknowledged == 0; turn++) {
      String writer = args[1] + "-" + turn;
      java.nio.file.Path file = data.resolve(writer + ".parquet");
      java.nio.file.Files.write(file, template);
      while (System.currentTimeMillis() < ends || acknowledged == 0) {
        try {
          Table table = catalog.loadTable(name);
          table.newFastAppend()
              .appendFile(DataFiles.builder(table.spec()).withPath("file://" + file).withFormat(FileFormat.PARQUET).withFileSizeInBytes(template.length).withRecordCount(10).build())
              .set("writer", writer)
              .commit();
        } catch (CommitFailedException e) {
          continue;
        } catch (CommitStateUnknownException e) {
          System.out.println("? " + writer);
          break;
        } catch (RuntimeException e) {
          // what another Java writer renames away while it is read: "not found", a checksum of another file, an empty hint
          System.out.println("! " + e.getClass().getSimpleName() + " " + String.valueOf(e.getMessage()).split("\n")[0]);
          continue;
        }
        System.out.println(writer);
        acknowledged++;
        break;
      }
    }
  }
}
