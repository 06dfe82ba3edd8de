package org.wsol.cli.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.wsol.backbones.Backbones;
import org.wsol.cli.bench.MapsWork;
import org.wsol.cli.bench.Measurement;
import org.wsol.cli.bench.StepWork;
import org.wsol.cli.bench.Stopwatch;
import org.wsol.cli.bench.Work;
import org.wsol.core.ImageSize;
import org.wsol.core.InvalidInputException;
import org.wsol.core.backend.NativeBackend;
import org.wsol.core.graph.Backbone;
import org.wsol.core.plan.ExecutionEngine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code wsol bench}: time and memory of training steps or maps on random images. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = "Measures training steps (step) or maps for known classes (infer) on random images.")
public final class BenchCommand implements Callable<Integer> {

    /** What can be measured. */
    public enum Kind {
        /** An optimizer step of the whole method. */
        step,
        /** Maps for known classes. */
        infer
    }

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(paramLabel = "WORK", description = "One of: ${COMPLETION-CANDIDATES}.")
    private Kind kind = Kind.step;

    @Option(names = "--backbone", defaultValue = "mobilenet_v2", description = "Default: ${DEFAULT-VALUE}.")
    private String backbone = "mobilenet_v2";

    @Option(
            names = "--option",
            paramLabel = "KEY=VALUE",
            description = "An option of the backbone, for example featureMap=28; may be repeated.")
    private Map<String, String> options = Map.of();

    @Option(names = "--batch", defaultValue = "8", description = "Images in a batch (default: ${DEFAULT-VALUE}).")
    private int batch;

    @Option(names = "--image-size", defaultValue = "224", description = "Side in pixels (default: ${DEFAULT-VALUE}).")
    private int imageSize;

    @Option(names = "--classes", defaultValue = "200", description = "Default: ${DEFAULT-VALUE}.")
    private int classes;

    @Option(names = "--warm-up", defaultValue = "2", description = "Runs before timing (default: ${DEFAULT-VALUE}).")
    private int warmUp;

    @Option(names = "--seconds", defaultValue = "10", description = "How long to measure (default: ${DEFAULT-VALUE}).")
    private double seconds;

    @Option(names = "--runs", defaultValue = "0", description = "How often to run instead of for how long.")
    private int runs;

    @Option(names = "--json", description = "Prints the measurement as JSON.")
    private boolean json;

    @Override
    public Integer call() throws JsonProcessingException {
        if (batch < 1 || runs < 0 || warmUp < 0) {
            throw new InvalidInputException("--batch must be at least 1, --runs and --warm-up at least 0");
        }
        NativeBackend.start();
        Backbone network = Backbones.create(backbone, options, ImageSize.square(imageSize), classes);
        Measurement found;
        try (Work work = work(network)) {
            found = new Stopwatch().time(work, warmUp, seconds, runs, batch);
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println(json ? new ObjectMapper().writeValueAsString(found) : text(found));
        out.flush();
        return ExitCode.OK;
    }

    private Work work(Backbone network) {
        return kind == Kind.step ? new StepWork(network, batch, imageSize) : new MapsWork(network, batch, imageSize);
    }

    private String text(Measurement found) {
        return String.format(
                Locale.ROOT,
                "%s %s, batch %d, engine %s: median %.3f s (fastest %.3f, spread %.3f, %d runs), processor %.3f s,"
                        + " %.1f images/s%npeak memory %.0f MB, from %.0f to %.0f MB over the timed runs, %d bytes"
                        + " of heap allocated per run",
                kind,
                backbone,
                batch,
                ExecutionEngine.best(),
                found.seconds(),
                found.fastest(),
                found.spread(),
                found.runs(),
                found.cpuSeconds(),
                found.imagesPerSecond(),
                found.peakMegabytes(),
                found.megabytesBefore(),
                found.megabytesAfter(),
                found.allocatedBytes());
    }
}
