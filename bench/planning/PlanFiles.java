import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.StaticTableOperations;
import org.apache.iceberg.TableScan;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.hadoop.HadoopFileIO;
import org.apache.iceberg.io.CloseableIterable;

/** Plans a table with Iceberg's Java library: PlanFiles METADATA CALLS [COLUMN VALUE]. Prints what plan.py prints. */
public class PlanFiles {
  public static void main(String[] args) throws Exception {
    BaseTable table = new BaseTable(new StaticTableOperations(args[0], new HadoopFileIO(new Configuration())), "bench");
    List<Double> wall = new ArrayList<>(), cpu = new ArrayList<>();
    var system = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    int files = 0;
    for (int call = 0; call < Integer.parseInt(args[1]); call++) {
      long began = System.nanoTime(), worked = system.getProcessCpuTime();
      TableScan scan = args.length > 3 ? table.newScan().filter(Expressions.equal(args[2], Long.parseLong(args[3]))) : table.newScan();
      files = 0;
      try (CloseableIterable<FileScanTask> tasks = scan.planFiles()) {
        for (FileScanTask ignored : tasks) files++;
      }
      wall.add((System.nanoTime() - began) / 1e6);
      cpu.add((system.getProcessCpuTime() - worked) / 1e6);
    }
    System.out.println("{\"files\":" + files + ",\"wall\":" + numbers(wall) + ",\"cpu\":" + numbers(cpu) + "}");
  }

  private static String numbers(List<Double> values) {
    return values.stream().map(String::valueOf).collect(Collectors.joining(",", "[", "]"));
  }
}
