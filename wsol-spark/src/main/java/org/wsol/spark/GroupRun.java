package org.wsol.spark;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.function.IntSupplier;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.rdd.RDD;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wsol.core.StorageException;
import org.wsol.core.TrainingException;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/**
 * A command run by several workers together: a barrier stage, so that all of them start at the same time. Spark does
 * not retry such a stage, so this class does, with the workers available then; the result does not depend on their
 * number.
 */
final class GroupRun {
    private static final long PATIENCE_NANOS = 30_000_000_000L;
    private static final long POLL_MILLIS = 300;
    private static final Logger LOG = LoggerFactory.getLogger(GroupRun.class);

    private final JavaSparkContext context;
    private final Launch launch;
    private final int most;
    private final int attempts;

    /** Waits for the end of a job. */
    interface Waiting {
        /** The report of the first worker's process; asks the job to stop if requested. */
        String await(JavaFutureAction<List<String>> job) throws ExecutionException;
    }

    /**
     * @param most maximum number of useful workers, a power of two
     */
    GroupRun(JavaSparkContext context, Launch launch, int most, int attempts) {
        this.context = context;
        this.launch = launch;
        this.most = most;
        this.attempts = attempts;
    }

    /**
     * Runs the command.
     *
     * @param present current number of workers
     * @throws TrainingException if it failed too often or permanently
     * @throws StorageException if a process cannot read or write files
     */
    String run(IntSupplier present, Waiting waiting) {
        for (int attempt = 1; ; attempt++) {
            try {
                return waiting.await(start(workers(present)));
            } catch (ExecutionException e) {
                MemberFailure failure = MemberFailure.of(SparkEngine.reason(e));
                if (failure.kind() == MemberFailure.Kind.STORAGE) {
                    throw new StorageException(failure.reason());
                }
                if (failure.kind() == MemberFailure.Kind.PERMANENT) {
                    throw new TrainingException(failure.reason());
                }
                if (attempt == attempts) {
                    throw new TrainingException(
                            "the engine stopped after " + attempts + " attempts: " + failure.reason());
                }
            }
        }
    }

    /** Waits for a lost worker for a limited time. */
    private int workers(IntSupplier present) {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (present.getAsInt() < most && System.nanoTime() < deadline) {
            SparkEngine.pause(POLL_MILLIS);
        }
        int there = present.getAsInt();
        int workers = Math.max(1, Integer.highestOneBit(Math.min(most, there)));
        if (workers < most) {
            LOG.warn("{} of {} workers are there; the training continues with {}", there, most, workers);
        }
        return workers;
    }

    private JavaFutureAction<List<String>> start(int workers) {
        Launch own = launch.withToken(UUID.randomUUID().toString());
        List<Launch> members = new ArrayList<>();
        for (int i = 0; i < workers; i++) {
            members.add(own);
        }
        ClassTag<String> type = ClassTag$.MODULE$.apply(String.class);
        RDD<String> ends =
                context.parallelize(members, workers).rdd().barrier().mapPartitions(new GroupTask(), false, type);
        return JavaRDD.fromRDD(ends, type).collectAsync();
    }
}
