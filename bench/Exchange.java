import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Scanner;
import org.wsol.engine.exchange.GradientExchange;
import org.wsol.engine.exchange.Sums;
import org.wsol.engine.exchange.TcpExchange;
import org.wsol.engine.exchange.WorkerPort;

/**
 * One worker of {@code bench/spark exchange}: RANK FLOATS. Prints its port, reads those of all workers as PORT,PORT, and
 * times sums of a vector over all workers.
 */
final class Exchange {
    private static final int WARM = 5;
    private static final int TIMED = 20;

    public static void main(String[] arguments) {
        int rank = Integer.parseInt(arguments[0]);
        WorkerPort own = WorkerPort.free();
        System.out.println(own.number());
        List<InetSocketAddress> addresses = Arrays.stream(new Scanner(System.in).next().split(","))
                .map(port -> new InetSocketAddress("127.0.0.1", Integer.parseInt(port)))
                .toList();
        float[] values = new float[Integer.parseInt(arguments[1])];
        var process = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        try (GradientExchange exchange = TcpExchange.open(rank, own, addresses, "bench", Duration.ofSeconds(60))) {
            double[] milliseconds = new double[TIMED];
            long processor = 0;
            for (int i = -WARM; i < TIMED; i++) {
                exchange.any(false); // both begin together
                long used = process.getProcessCpuTime();
                long begin = System.nanoTime();
                exchange.sum(new Sums(values, new double[4]));
                if (i >= 0) {
                    milliseconds[i] = (System.nanoTime() - begin) / 1e6;
                    processor += process.getProcessCpuTime() - used;
                }
            }
            Arrays.sort(milliseconds);
            System.out.printf(
                    Locale.ROOT,
                    "best %.1f ms, median %.1f ms, processor %.1f ms a worker%n",
                    milliseconds[0],
                    milliseconds[TIMED / 2],
                    processor / 1e6 / TIMED);
        }
    }
}
