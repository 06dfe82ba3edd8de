package org.wsol.engine.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wsol.core.random.SplitMix64;

class TcpExchangeTest {
    private static final Duration DEADLINE = Duration.ofSeconds(10);
    private static final int LENGTH = 200_000;

    private final ExecutorService pool = Executors.newCachedThreadPool();

    @AfterEach
    void end() {
        pool.shutdownNow();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 4, 8})
    void sumsEqualThoseOfThePairwiseTree(int workers) throws Exception {
        Ports ports = Ports.free(workers);
        List<Future<float[]>> sums = new ArrayList<>();
        for (int i = 0; i < workers; i++) {
            int rank = i;
            sums.add(pool.submit(() -> {
                try (GradientExchange exchange = ports.open(rank, "token", DEADLINE)) {
                    assertThat(exchange.workers()).isEqualTo(workers);
                    float[] values = values(rank);
                    double[] numbers = {rank, 1};
                    exchange.sum(new Sums(values, numbers));
                    assertThat(numbers).containsExactly(workers * (workers - 1) / 2.0, workers);
                    assertThat(exchange.any(rank == workers - 1)).isTrue();
                    assertThat(exchange.any(false)).isFalse();
                    return values;
                }
            }));
        }
        float[] expected = tree(0, workers);
        for (Future<float[]> sum : sums) {
            assertThat(sum.get()).isEqualTo(expected);
        }
    }

    private static float[] tree(int first, int count) {
        if (count == 1) {
            return values(first);
        }
        float[] left = tree(first, count / 2);
        float[] right = tree(first + count / 2, count / 2);
        for (int i = 0; i < left.length; i++) {
            left[i] += right[i];
        }
        return left;
    }

    private static float[] values(int rank) {
        SplitMix64 random = new SplitMix64(rank);
        float[] values = new float[LENGTH];
        for (int i = 0; i < LENGTH; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    @Test
    void detectsAnEndedWorkerAtOnce() throws Exception {
        Ports ports = Ports.free(2);
        Future<GradientExchange> first = open(0, ports, "token", DEADLINE);
        try (GradientExchange second = ports.open(1, "token", DEADLINE)) {
            first.get().close();
            assertThatThrownBy(() -> second.sum(new Sums(new float[LENGTH], new double[0])))
                    .isInstanceOf(WorkerLostException.class)
                    .hasMessageContaining("worker 0 of the training is lost");
        }
    }

    @Test
    void waitsForASlowWorker() throws Exception {
        Duration brief = Duration.ofMillis(800);
        Ports ports = Ports.free(2);
        Future<GradientExchange> opened = open(0, ports, "token", brief);
        try (GradientExchange second = ports.open(1, "token", brief);
                GradientExchange first = opened.get()) {
            Future<Boolean> late = pool.submit(() -> {
                Thread.sleep(3 * brief.toMillis());
                return first.any(true);
            });
            assertThat(second.any(false)).isTrue();
            assertThat(late.get()).isTrue();
        }
    }

    @Test
    void treatsASilentWorkerAsLost() throws Exception {
        Duration brief = Duration.ofMillis(500);
        Ports ports = Ports.free(2);
        Future<GradientExchange> opened = open(0, ports, "token", brief);
        try (Socket silent = new Socket("127.0.0.1", ports.all().get(0).number())) {
            new Greeting("token", 1, 0).send(silent);
            try (GradientExchange first = opened.get()) {
                assertThatThrownBy(() -> first.any(false))
                        .isInstanceOf(WorkerLostException.class)
                        .hasMessageContaining("timed out");
            }
        }
    }

    @Test
    void rejectsUnknownConnectionsAndKeepsTheWorkers() throws Exception {
        Ports ports = Ports.free(2);
        Future<GradientExchange> opened = open(0, ports, "token", DEADLINE);
        try (Socket stranger = new Socket("127.0.0.1", ports.all().get(0).number())) {
            new Greeting("of an attempt before", 1, 0).send(stranger);
            assertThat(stranger.getInputStream().read()).as("closed").isEqualTo(-1);
        }
        try (GradientExchange second = ports.open(1, "token", DEADLINE)) {
            assertThat(opened.get().rank()).isZero();
            opened.get().close();
            assertThat(second.rank()).isEqualTo(1);
        }
    }

    @Test
    void reportsAWorkerThatNeverConnects() {
        Future<GradientExchange> lonely = open(2, Ports.free(4), "token", Duration.ofMillis(300));
        assertThatThrownBy(lonely::get)
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(WorkerLostException.class)
                .hasMessageContaining("worker 2 of a training was not joined by worker 3");
    }

    @Test
    void aReservedPortCannotBeTakenBeforeItIsUsed() {
        try (WorkerPort reserved = WorkerPort.free()) {
            assertThat(reserved.number()).isPositive();
            assertThatThrownBy(() -> WorkerPort.of(reserved.number()))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("port " + reserved.number() + " cannot be used");
        }
    }

    @Test
    void releasesItsPortHoweverOpeningEnds() throws Exception {
        Ports ports = Ports.free(2);
        assertThatThrownBy(() -> ports.open(0, "token", Duration.ofMillis(50))).isInstanceOf(WorkerLostException.class);
        assertThatThrownBy(() -> TcpExchange.open(2, ports.all().get(1), ports.addresses(), "token", DEADLINE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("worker 2 of 2");
        for (WorkerPort port : ports.all()) {
            WorkerPort.of(port.number()).close();
        }
    }

    @Test
    void rejectsAPortOfAnotherWorker() {
        Ports ports = Ports.free(2);
        try (WorkerPort other = ports.all().get(1)) {
            assertThatThrownBy(() -> TcpExchange.open(0, other, ports.addresses(), "token", DEADLINE))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("worker 0 waits at port " + other.number());
            ports.all().get(0).close();
        }
    }

    private Future<GradientExchange> open(int rank, Ports ports, String token, Duration deadline) {
        Callable<GradientExchange> call = () -> ports.open(rank, token, deadline);
        return pool.submit(call);
    }

    /** Reserved ports of this machine. */
    private record Ports(List<WorkerPort> all) {
        static Ports free(int count) {
            return new Ports(Stream.generate(WorkerPort::free).limit(count).toList());
        }

        List<InetSocketAddress> addresses() {
            return all.stream()
                    .map(port -> new InetSocketAddress(InetAddress.getLoopbackAddress(), port.number()))
                    .toList();
        }

        GradientExchange open(int rank, String token, Duration deadline) {
            return TcpExchange.open(rank, all.get(rank), addresses(), token, deadline);
        }
    }
}
