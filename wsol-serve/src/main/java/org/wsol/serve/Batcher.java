package org.wsol.serve;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.wsol.pipeline.LocalizationOptions;
import org.wsol.pipeline.Prediction;
import org.wsol.pipeline.PreparedImage;

/**
 * The thread of the network with its bounded queue. It processes the waiting images of one model at a time in batches.
 */
final class Batcher implements AutoCloseable {
    private final int largest;
    private final long waitNanos;
    private final int capacity;
    private final Metrics metrics;
    private final Deque<Job> queue = new ArrayDeque<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition more = lock.newCondition();
    private final Thread thread;
    private boolean closed;

    /** A waiting image. */
    private record Job(
            ServedModel model,
            PreparedImage image,
            LocalizationOptions options,
            RequestLife life,
            CompletableFuture<Supplier<Prediction>> result) {}

    Batcher(int largest, Duration waiting, int capacity, Metrics metrics) {
        this.largest = largest;
        this.waitNanos = waiting.toNanos();
        this.capacity = capacity;
        this.metrics = metrics;
        this.thread = new Thread(this::work, "wsol-network");
    }

    void start() {
        thread.start();
    }

    int waiting() {
        lock.lock();
        try {
            return queue.size();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Adds images to the queue, all or none.
     *
     * @return futures of suppliers that compute the boxes of each image after the network has run
     */
    List<CompletableFuture<Supplier<Prediction>>> submit(
            ServedModel model, List<PreparedImage> images, LocalizationOptions options, RequestLife life) {
        lock.lock();
        try {
            if (closed || (queue.size() + images.size() > capacity && !queue.isEmpty())) {
                throw HttpProblem.later(503, "the queue of " + capacity + " images is full; try again");
            }
            List<CompletableFuture<Supplier<Prediction>>> results = new ArrayList<>();
            for (PreparedImage image : images) {
                CompletableFuture<Supplier<Prediction>> result = new CompletableFuture<>();
                queue.add(new Job(model, image, options, life, result));
                results.add(result);
            }
            more.signal();
            return results;
        } finally {
            lock.unlock();
        }
    }

    private void work() {
        try {
            for (List<Job> jobs = take(); !jobs.isEmpty(); jobs = take()) {
                run(jobs);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The next batch; empty if the queue is closed and empty. */
    private List<Job> take() throws InterruptedException {
        lock.lock();
        try {
            while (queue.isEmpty() && !closed) {
                more.await();
            }
            long rest = waitNanos;
            while (rest > 0 && queue.size() < largest && !closed) {
                rest = more.awaitNanos(rest);
            }
            return queue.isEmpty() ? List.of() : batchOf(queue.peek().model());
        } finally {
            lock.unlock();
        }
    }

    /**
     * The jobs of a model, rounded down to a batch size with a plan: three images are processed as two and one, since
     * padding to four would be slower, and more images may have arrived by then.
     */
    private List<Job> batchOf(ServedModel model) {
        long waiting = queue.stream().filter(job -> job.model() == model).count();
        int size = Integer.highestOneBit((int) Math.min(waiting, largest));
        List<Job> batch = new ArrayList<>();
        for (Iterator<Job> jobs = queue.iterator(); batch.size() < size; ) {
            Job job = jobs.next();
            if (job.model() == model) {
                batch.add(job);
                jobs.remove();
            }
        }
        return batch;
    }

    private void run(List<Job> taken) {
        List<Job> jobs = new ArrayList<>();
        for (Job job : taken) {
            if (job.life().isOver()) {
                metrics.skipped();
                job.result().completeExceptionally(HttpProblem.later(504, "the image waited too long"));
            } else {
                jobs.add(job);
            }
        }
        if (jobs.isEmpty()) {
            return;
        }
        metrics.batch(jobs.size());
        try {
            List<Supplier<Prediction>> results = jobs.get(0)
                    .model()
                    .localizer()
                    .run(
                            jobs.stream().map(Job::image).toList(),
                            jobs.stream().map(Job::options).toList());
            for (int i = 0; i < jobs.size(); i++) {
                jobs.get(i).result().complete(results.get(i));
            }
        } catch (RuntimeException | OutOfMemoryError e) {
            jobs.forEach(job -> job.result().completeExceptionally(e));
        }
    }

    /** Finishes the queued images and accepts no more. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            more.signalAll();
        } finally {
            lock.unlock();
        }
        try {
            thread.join(TimeUnit.MINUTES.toMillis(1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
