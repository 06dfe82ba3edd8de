package org.wsol.cli.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;
import org.wsol.cli.predict.PredictionRun;
import org.wsol.core.StorageException;
import org.wsol.core.TrainingException;
import org.wsol.core.internal.Tasks;
import org.wsol.experiment.engine.ConsoleTail;
import org.wsol.experiment.engine.Engine;
import org.wsol.experiment.engine.Engine.WorkerExit;
import org.wsol.experiment.engine.EngineSettings;
import org.wsol.experiment.engine.Engines;
import org.wsol.experiment.engine.WorkerCommand;
import org.wsol.experiment.internal.runfolder.Hashes;
import org.wsol.experiment.internal.session.Interruption;
import org.wsol.experiment.internal.training.WorkOrigin;
import picocli.CommandLine;

/** Runs ranges of images on an engine, each with the original command line plus {@code --range}. */
final class EngineRanges {
    /** Ranges per slot, so that a slow worker does not delay the others. */
    private static final int A_SLOT = 2;

    /** The minimum length of a range, as a process takes seconds to start. */
    private static final int LEAST = 32;

    private static final int KEY_DIGITS = 12;

    private final CommandLine line;
    private final Path folder;
    private final WorkOrigin origin;
    private final Predicate<PredictionRun.Range> isThere;
    private final Function<PredictionRun.Range, List<String>> words;

    /**
     * Creates work on ranges.
     *
     * @param folder the folder of the processes' output during the work
     * @param origin what every worker must find on its machine
     * @param isThere whether a range is already done
     * @param words additional arguments for a range
     */
    EngineRanges(
            CommandLine line,
            Path folder,
            WorkOrigin origin,
            Predicate<PredictionRun.Range> isThere,
            Function<PredictionRun.Range, List<String>> words) {
        this.line = line;
        this.folder = folder;
        this.origin = origin;
        this.isThere = isThere;
        this.words = words;
    }

    /**
     * Processes all images.
     *
     * @param unit all ranges except the last are multiples of this number of images
     * @return the ranges, in order; empty if the user stopped it
     */
    List<PredictionRun.Range> compute(EngineSettings settings, int images, int unit) {
        Interruption interruption = new Interruption(Optional.empty());
        PrintWriter err = line.getErr();
        try (SignalWatch watch = SignalWatch.start(interruption, err);
                Engine engine = Engines.open(settings)) {
            err.println("engine: " + engine.description());
            err.flush();
            List<PredictionRun.Range> ranges = PredictionRun.Range.over(images, A_SLOT * engine.slots(), LEAST, unit);
            AtomicInteger stopped = new AtomicInteger();
            ExecutorService pool = Executors.newFixedThreadPool(engine.slots());
            try {
                List<Future<?>> futures = new ArrayList<>();
                ranges.forEach(range -> futures.add(pool.submit(() -> {
                    if (!compute(engine, range, interruption)) {
                        stopped.incrementAndGet();
                    }
                })));
                Tasks.await(futures, "the work on images");
            } finally {
                pool.shutdown();
            }
            return stopped.get() > 0 ? List.of() : ranges;
        }
    }

    /** Whether the results of the range are there afterwards; they are not when the user stopped it. */
    private boolean compute(Engine engine, PredictionRun.Range range, Interruption interruption) {
        if (isThere.test(range)) {
            return true;
        }
        if (interruption.isRequested()) {
            return false;
        }
        Path console = console(range);
        ConsoleTail tail = new ConsoleTail(console, said -> {});
        WorkerExit exit =
                engine.run(new WorkerCommand("images " + range, arguments(range), console), interruption::isRequested);
        tail.poll();
        if (!exit.asked() && exit.code() != 0) {
            throw new TrainingException(
                    "images " + range + " on " + exit.host() + ": " + tail.last() + " (exit code " + exit.code() + ")");
        }
        if (exit.asked()) {
            return false;
        }
        delete(console);
        line.getErr().println("images " + range + " are done");
        line.getErr().flush();
        return true;
    }

    /**
     * A name for the results of ranges that differs for other arguments, images, models and programs, so that a command
     * never continues with those of another one.
     */
    static String key(CommandLine line, WorkOrigin origin) {
        return Hashes.sha256(origin + "\n" + String.join("\n", typed(line))).substring(0, KEY_DIGITS);
    }

    private List<String> arguments(PredictionRun.Range range) {
        List<String> kept = typed(line);
        kept.add("--range=" + range);
        kept.add("--origin=" + origin);
        kept.addAll(words.apply(range));
        return kept;
    }

    /** The original arguments without the engine options. */
    private static List<String> typed(CommandLine line) {
        List<String> kept = new ArrayList<>();
        List<String> typed = line.getParent().getParseResult().originalArgs();
        for (int i = 0; i < typed.size(); i++) {
            String word = typed.get(i);
            if (word.equals("--engine") || word.equals("--engine-conf")) {
                i++;
            } else if (!word.startsWith("--engine=") && !word.startsWith("--engine-conf=")) {
                kept.add(word);
            }
        }
        return kept;
    }

    private Path console(PredictionRun.Range range) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new StorageException("cannot write into " + folder, e);
        }
        return folder.resolve(".wsol-console-" + range.from() + ".txt");
    }

    private static void delete(Path console) {
        try {
            Files.deleteIfExists(console);
        } catch (IOException e) {
            throw new StorageException("cannot delete " + console, e);
        }
    }
}
