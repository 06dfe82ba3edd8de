package org.wsol.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.wsol.core.data.Dataset;
import org.wsol.engine.exchange.GradientExchange;
import org.wsol.engine.exchange.TcpExchange;
import org.wsol.engine.exchange.WorkerLostException;
import org.wsol.engine.exchange.WorkerPort;
import org.wsol.engine.train.StepListener.StepResult;
import org.wsol.engine.train.StepListener.TrainingSpeed;
import org.wsol.pipeline.recipe.Recipe;

/**
 * Trainings by several workers of this process, which are connected by TCP.
 *
 * @param folder contains the checkpoints and models of all trainings
 */
record LoopbackWorkers(Path folder, Dataset data) {
    private static final Duration DEADLINE = Duration.ofSeconds(20);

    /** Trains, or resumes the training of that name, and returns the bytes of its weight file. */
    byte[] parameters(Recipe recipe, int workers, TrainingListener listener, String name) throws Exception {
        LocalizationTrainer trainer = LocalizationTrainer.of(recipe).threads(1).checkpoints(checkpoints(name));
        List<WorkerPort> ports =
                Stream.generate(WorkerPort::free).limit(workers).toList();
        List<InetSocketAddress> addresses = ports.stream()
                .map(port -> new InetSocketAddress(InetAddress.getLoopbackAddress(), port.number()))
                .toList();
        ExecutorService pool = Executors.newFixedThreadPool(workers);
        try {
            List<Future<Boolean>> others = new ArrayList<>();
            for (int i = 1; i < workers; i++) {
                int rank = i;
                others.add(pool.submit(() -> {
                    try (GradientExchange exchange =
                            TcpExchange.open(rank, ports.get(rank), addresses, name, DEADLINE)) {
                        trainer.exchange(exchange).assist(data, () -> false);
                        return true;
                    } catch (WorkerLostException e) {
                        return false;
                    }
                }));
            }
            Future<Boolean> first = pool.submit(() -> {
                try (GradientExchange exchange = workers == 1
                                ? GradientExchange.alone()
                                : TcpExchange.open(0, ports.get(0), addresses, name, DEADLINE);
                        TrainedModel model = trainer.exchange(exchange).fit(data, listener)) {
                    model.save(folder.resolve(name));
                    return true;
                }
            });
            boolean whole = true;
            try {
                first.get(2, TimeUnit.MINUTES);
            } catch (ExecutionException e) {
                whole = e.getCause() instanceof TrainingStoppedException;
                throw e;
            } finally {
                for (Future<Boolean> other : others) {
                    assertThat(other.get(1, TimeUnit.MINUTES)).isEqualTo(whole);
                }
            }
        } finally {
            pool.shutdownNow();
            ports.forEach(WorkerPort::close);
        }
        return weights(folder, name);
    }

    /** Asks to stop once so many steps have been reported. */
    static TrainingListener stopsAfter(long steps) {
        return new TrainingListener() {
            private long done;

            @Override
            public void stepDone(int epoch, long step, StepResult result, TrainingSpeed speed) {
                done = step;
            }

            @Override
            public boolean stopRequested() {
                return done >= steps;
            }
        };
    }

    /** Fails when a step is reported. */
    static TrainingListener diesAt(long step) {
        return new TrainingListener() {
            @Override
            public void stepDone(int epoch, long done, StepResult result, TrainingSpeed speed) {
                if (done == step) {
                    throw new IllegalStateException("killed");
                }
            }
        };
    }

    /** The folder of a training's checkpoints. */
    Path checkpoints(String name) {
        return folder.resolve("checkpoints-" + name);
    }

    /** The bytes of the weight file of a saved model. */
    static byte[] weights(Path folder, String name) throws IOException {
        return Files.readAllBytes(folder.resolve(name).resolve("weights.safetensors"));
    }
}
