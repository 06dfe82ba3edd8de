package org.wsol.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Drills on a standalone master with workers that are started one by one, on loopback. */
@Tag("slow")
class StandaloneClusterTest {
    private static final Path OTHER_CLOCK = Path.of("/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1");
    private static final Pattern STARTED = Pattern.compile("spark://127\\.0\\.0\\.1:\\d+");

    @TempDir
    Path folder;

    private final List<Process> servers = new ArrayList<>();
    private Commands commands;
    private String address = "";

    @BeforeEach
    void startMaster() throws Exception {
        commands = new Commands(folder);
        Files.writeString(folder.resolve("drill.yaml"), RunResults.EXPERIMENT);
        Commands.Started master =
                commands.spark(Map.of(), "master.Master", "--host", "127.0.0.1", "--port", "0", "--webui-port", "0");
        servers.add(master.process());
        Matcher started = STARTED.matcher(master.await("New state: ALIVE"));
        assertThat(started.find()).isTrue();
        address = started.group();
    }

    private void startWorker(Map<String, String> environment) throws Exception {
        Commands.Started worker = commands.spark(
                environment,
                "worker.Worker",
                "--host",
                "127.0.0.1",
                "--cores",
                "1",
                "--memory",
                "2g",
                "--webui-port",
                "0",
                "--work-dir",
                folder.resolve("work-" + servers.size()).toString(),
                address);
        servers.add(worker.process());
        worker.await("Successfully registered");
    }

    @AfterEach
    void stopServers() throws InterruptedException {
        for (Process server : servers) {
            server.destroy();
            server.waitFor();
        }
    }

    private String[] withTwoShards(String root) {
        return new String[] {
            "run", "drill.yaml", "output.root=" + root, "~sweep.grid", "train.shards=2", "train.epochs=10"
        };
    }

    private String[] onTheCluster(String... command) {
        List<String> words = new ArrayList<>(List.of(command));
        words.addAll(List.of(
                "--engine",
                address,
                "--engine-conf",
                "spark.driver.host=127.0.0.1",
                "--engine-conf",
                "spark.executor.instances=2"));
        return words.toArray(String[]::new);
    }

    private Map<String, String> withoutEngine() throws Exception {
        List<String> words = new ArrayList<>(List.of(withTwoShards("plain")));
        words.addAll(List.of("--threads", "1"));
        commands.run(words.toArray(String[]::new)).expect(0);
        return RunResults.of(folder.resolve("plain"));
    }

    /** The clock of a worker, its executors and their processes is two hours ahead; that of the file system is not. */
    @Test
    void workersMayHaveClocksThatAreHoursApart() throws Exception {
        Assumptions.assumeTrue(Files.exists(OTHER_CLOCK), "no " + OTHER_CLOCK + ": install libfaketime");
        Map<String, String> ahead = Map.of(
                "LD_PRELOAD",
                OTHER_CLOCK.toString(),
                "FAKETIME",
                "+2h",
                "FAKETIME_DONT_FAKE_MONOTONIC",
                "1",
                "FAKETIME_FORCE_MONOTONIC_FIX", // otherwise Java's timed waits return at once
                "0",
                "NO_FAKE_STAT",
                "1");
        startWorker(Map.of());
        startWorker(ahead);
        ProcessBuilder date = new ProcessBuilder("date", "+%s");
        date.environment().putAll(ahead);
        long seconds = Long.parseLong(
                new String(date.start().getInputStream().readAllBytes(), StandardCharsets.US_ASCII).trim());
        assertThat(seconds).isGreaterThan(Instant.now().getEpochSecond() + 7000);
        assertThat(commands.run(onTheCluster(withTwoShards("spark"))).expect(0).output())
                .contains("2 workers of 1 thread");
        assertThat(RunResults.of(folder.resolve("spark")))
                .isEqualTo(withoutEngine())
                .hasSize(1);
    }

    /** Two minutes, for which the program waits for the other worker. */
    @Test
    void missingWorkersAreReportedAndTheOthersCompute() throws Exception {
        startWorker(Map.of());
        Commands.Started training = commands.start(onTheCluster(withTwoShards("spark")));
        String waiting = training.await("waiting for the others");
        assertThat(waiting).contains("1 of 2 workers have registered with " + address);
        assertThat(training.end().expect(0).output()).contains("only 1 of 2 workers", "1 worker of 1 thread");
        assertThat(RunResults.of(folder.resolve("spark")))
                .isEqualTo(withoutEngine())
                .hasSize(1);
    }

    @Test
    void clusterWithoutWorkersIsAnErrorThatNamesCoresAndMemory() throws Exception {
        Commands.Ended ended =
                commands.run(onTheCluster(withTwoShards("spark"))).expect(2);
        assertThat(ended.output())
                .contains("0 of 2 workers have registered", "started no worker within 120 s")
                .contains("needs 1 free cores and 512m of memory");
        assertThat(folder.resolve("spark")).doesNotExist();
    }
}
