package org.wsol.data.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wsol.core.data.Dataset;
import org.wsol.core.progress.Progress;
import org.wsol.data.split.SplitRules;

/** The generated demonstration set. */
class DemoProviderTest {
    private static final int STARTS = 4;

    @TempDir
    private Path folder;

    /** Runs that are started at the same time generate the same set; the first finished one is used by all. */
    @Test
    void concurrentRunsUseOneSet() throws Exception {
        DemoOptions options =
                new DemoOptions(Optional.of(folder.resolve("data")), 2, 16, 20, 4, 4, 1, SplitRules.none());
        CyclicBarrier together = new CyclicBarrier(STARTS);
        ExecutorService pool = Executors.newFixedThreadPool(STARTS);
        List<Future<Dataset>> opened = new ArrayList<>();
        for (int i = 0; i < STARTS; i++) {
            opened.add(pool.submit(() -> {
                together.await();
                return new DemoProvider().open(options, Progress.NONE);
            }));
        }
        for (Future<Dataset> set : opened) {
            assertThat(set.get().fingerprint()).isEqualTo(opened.get(0).get().fingerprint());
        }
        pool.shutdown();
        try (Stream<Path> left = Files.list(folder.resolve("data"))) {
            assertThat(left).hasSize(1);
        }
    }
}
