package org.wsol.spark;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaSparkContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wsol.core.InvalidInputException;
import org.wsol.core.TrainingException;
import org.wsol.experiment.engine.Engine;
import org.wsol.experiment.engine.Engine.WorkerExit;
import org.wsol.experiment.engine.EngineSettings;
import org.wsol.experiment.engine.WorkerCommand;

/** A Spark application. Every command is a job of one task, which Spark assigns to the next free worker. */
final class SparkEngine implements Engine {
    private static final String MAIN = "org.wsol.cli.Main";
    private static final long POLL_MILLIS = 300;
    private static final int INTERRUPTED = 130;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** If no further worker has registered for this long, those that are missing are reported. */
    private static final Duration QUIET = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(SparkEngine.class);

    private final JavaSparkContext context;
    private final Cluster cluster;
    private final int attempts;
    private final int slots;
    private final AtomicInteger commands = new AtomicInteger();

    private SparkEngine(JavaSparkContext context, Cluster cluster, int attempts, int slots) {
        this.context = context;
        this.cluster = cluster;
        this.attempts = attempts;
        this.slots = slots;
    }

    static SparkEngine start(Cluster cluster, EngineSettings settings) {
        SparkConf conf = new SparkConf().setMaster(cluster.address());
        cluster.conf().forEach(conf::set);
        String own = ownPlace();
        conf.set(
                "spark.executor.extraClassPath",
                Optional.ofNullable(cluster.conf().get("spark.executor.extraClassPath"))
                        .map(more -> own + java.io.File.pathSeparator + more)
                        .orElse(own));
        JavaSparkContext context = connect(cluster, conf);
        try {
            return new SparkEngine(context, cluster, settings.attempts(), slots(context, cluster));
        } catch (IllegalStateException e) { // the master did not respond, and the context stopped itself
            throw unreachable(cluster, e);
        } catch (RuntimeException e) {
            context.close();
            throw e;
        }
    }

    private static JavaSparkContext connect(Cluster cluster, SparkConf conf) {
        try {
            return new JavaSparkContext(conf);
        } catch (Exception e) { // Scala throws undeclared checked exceptions
            throw unreachable(cluster, e);
        }
    }

    private static InvalidInputException unreachable(Cluster cluster, Exception cause) {
        return new InvalidInputException(
                "the engine " + cluster.address() + " does not start: " + cause.getMessage()
                        + "; is the address right, and are SPARK_HOME and its Scala (SPARK_SCALA_VERSION) those of Spark 4?",
                cause);
    }

    /** The location of this class, the only code of this program that executors need. */
    private static String ownPlace() {
        try {
            return Path.of(WorkerProcess.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the location of this class is not a path", e);
        }
    }

    private static int executors(JavaSparkContext context) {
        // One of them is this process. The status tracker may lag behind because it processes a queue of events.
        return Math.max(0, context.sc().getExecutorMemoryStatus().size() - 1);
    }

    private int present() {
        return cluster.address().startsWith("local[") ? slots : executors(context);
    }

    /** Waits for workers. */
    private static int slots(JavaSparkContext context, Cluster cluster) {
        boolean threadsOnly = cluster.address().startsWith("local[");
        if (threadsOnly) {
            return cluster.workers().orElseThrow();
        }
        int wanted = cluster.workers()
                .orElseGet(() -> Integer.parseInt(cluster.conf().getOrDefault("spark.executor.instances", "0")));
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        int came = 0;
        int reported = -1;
        long settled = System.nanoTime();
        while (System.nanoTime() < deadline) {
            int now = executors(context);
            if (now != came) {
                came = now;
                settled = System.nanoTime();
            }
            boolean quiet = System.nanoTime() - settled > QUIET.toNanos();
            if (wanted > 0 ? came >= wanted : came > 0 && quiet) {
                return came;
            }
            if (quiet && came != reported) {
                reported = came;
                LOG.warn(
                        "{} of {} workers have registered with {}; waiting for the others until {} s after the start",
                        came,
                        wanted > 0 ? wanted : "1",
                        cluster.address(),
                        PATIENCE.toSeconds());
            }
            pause(POLL_MILLIS);
        }
        if (came == 0) {
            throw new InvalidInputException("the engine " + cluster.address() + " started no worker within "
                    + PATIENCE.toSeconds() + " s; it needs " + cluster.threads() + " free cores and "
                    + cluster.conf().get("spark.executor.memory") + " of memory on a worker (--engine-conf"
                    + " spark.executor.cores=..., spark.executor.memory=...)");
        }
        LOG.warn(
                "only {} of {} workers have registered with {}; continuing with them", came, wanted, cluster.address());
        return came;
    }

    static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for workers", e);
        }
    }

    @Override
    public int slots() {
        return slots;
    }

    @Override
    public int threads() {
        return cluster.threads();
    }

    @Override
    public String description() {
        return "Apache Spark " + context.version() + " at " + cluster.address() + ", " + slots
                + (slots == 1 ? " worker of " : " workers of ") + cluster.threads()
                + (cluster.threads() == 1 ? " thread" : " threads");
    }

    @Override
    public WorkerExit run(WorkerCommand command, BooleanSupplier stop) {
        String group = "wsol-" + commands.incrementAndGet();
        context.setJobGroup(group, command.name(), true);
        if (command.workers() > 1) {
            return exit(new GroupRun(context, launch(command), command.workers(), attempts)
                    .run(this::present, job -> await(job, group, stop)));
        }
        try {
            return exit(await(
                    context.parallelize(new ArrayList<>(List.of(launch(command))), 1)
                            .map(new WorkerProcess())
                            .collectAsync(),
                    group,
                    stop));
        } catch (ExecutionException e) {
            throw new TrainingException("the engine stopped after " + attempts + " attempts: " + reason(e));
        }
    }

    /** The report of the first process; an empty text if it was asked to stop before. */
    private String await(JavaFutureAction<List<String>> job, String group, BooleanSupplier stop)
            throws ExecutionException {
        while (true) {
            try {
                return job.get(POLL_MILLIS, TimeUnit.MILLISECONDS).get(0);
            } catch (TimeoutException e) {
                if (stop.getAsBoolean()) {
                    context.cancelJobGroup(group);
                    return "";
                }
            } catch (InterruptedException e) {
                context.cancelJobGroup(group);
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while a worker computes", e);
            }
        }
    }

    private Launch launch(WorkerCommand command) {
        List<String> arguments = new ArrayList<>(List.of(MAIN));
        arguments.addAll(command.arguments());
        arguments.add("--attached");
        return Launch.of(
                ProcessOptions.java(cluster.processMegabytes()),
                arguments,
                ProcessOptions.environment(cluster.threads()),
                Path.of("").toAbsolutePath().toString(),
                command.console().toAbsolutePath().toString());
    }

    private static WorkerExit exit(String report) {
        if (report.isEmpty()) {
            return new WorkerExit(INTERRUPTED, "", true);
        }
        int space = report.lastIndexOf(' ');
        return new WorkerExit(Integer.parseInt(report.substring(space + 1)), report.substring(0, space), false);
    }

    /** The line of Spark's message about a failed job that names the last failure. */
    static String reason(ExecutionException failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        String text = String.valueOf(cause.getMessage());
        String shown = text.lines()
                .filter(line -> line.contains("most recent failure") || line.contains("IOException"))
                .findFirst()
                .orElse(text.lines().findFirst().orElse(text));
        return shown.replaceAll("^.*most recent failure: ", "").replaceAll("java\\.io\\.IOException: ", "");
    }

    @Override
    public void close() {
        context.close();
    }
}
