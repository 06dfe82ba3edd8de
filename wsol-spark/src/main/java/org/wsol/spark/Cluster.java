package org.wsol.spark;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.wsol.core.InvalidInputException;
import org.wsol.experiment.engine.EngineSettings;

/**
 * The settings of a Spark cluster.
 *
 * @param address Spark's master
 * @param workers number of workers, if given in the address
 * @param threads cores, and therefore threads, of each process
 * @param conf Spark's settings
 * @param processMegabytes memory limit of the process next to an executor; empty if there is none
 */
record Cluster(
        String address, OptionalInt workers, int threads, Map<String, String> conf, OptionalInt processMegabytes) {
    private static final Pattern LOCAL_CLUSTER = Pattern.compile("local-cluster\\[(\\d+),\\s*(\\d+),\\s*(\\d+)]");
    private static final Pattern LOCAL = Pattern.compile("local(?:\\[(\\d+)])?");
    private static final String CORES = "spark.executor.cores";
    private static final String MEMORY = "spark.executor.memory";
    private static final String OVERHEAD = "spark.executor.memoryOverhead";

    /** Memory of an executor, which only starts processes and waits. */
    private static final int EXECUTOR_MEGABYTES = 512;

    private static final int OVERHEAD_MEGABYTES = 3072;
    private static final int LEAST_MEGABYTES = 1024;
    private static final int KILO = 1024;

    /**
     * Reads the settings.
     *
     * @throws InvalidInputException if an address or a setting is invalid
     */
    static Cluster of(EngineSettings settings) {
        refuse(settings.conf(), "spark.speculation", "two attempts would share the folder of one run");
        refuse(settings.conf(), "spark.dynamicAllocation.enabled", "runs need a fixed set of workers");
        Map<String, String> conf = new LinkedHashMap<>();
        conf.put("spark.app.name", "wsol");
        conf.put("spark.ui.enabled", "false");
        conf.put("spark.speculation", "false");
        conf.put("spark.dynamicAllocation.enabled", "false");
        conf.put("spark.task.maxFailures", String.valueOf(settings.attempts()));
        // A worker may be lost after GroupRun has counted them; Spark waits a minute for its return instead of ten.
        conf.put("spark.scheduler.barrier.maxConcurrentTasksCheck.interval", "5s");
        conf.put("spark.scheduler.barrier.maxConcurrentTasksCheck.maxFailures", "12");
        // Executors only start processes and wait, so optimizing their code costs more than it saves.
        conf.put("spark.executor.extraJavaOptions", "-XX:+UseSerialGC -XX:TieredStopAtLevel=1");
        Matcher localCluster = LOCAL_CLUSTER.matcher(settings.address());
        if (localCluster.matches()) {
            return localCluster(settings, conf, localCluster);
        }
        Matcher local = LOCAL.matcher(settings.address());
        if (local.matches()) {
            loopback(conf);
            // Tasks of local[n] are retried only if the address specifies the number of retries.
            String address =
                    "local[" + (local.group(1) == null ? "1" : local.group(1)) + "," + settings.attempts() + "]";
            conf.putAll(settings.conf());
            int tasks = local.group(1) == null ? 1 : Integer.parseInt(local.group(1));
            return new Cluster(address, OptionalInt.of(tasks), 1, conf, OptionalInt.empty());
        }
        if (settings.address().startsWith("local")) {
            throw new InvalidInputException(
                    "the engine's address '" + settings.address()
                            + "' is not local[TASKS] or local-cluster[WORKERS,CORES,MEGABYTES], for example local-cluster[2,1,2048]");
        }
        return cluster(settings, conf);
    }

    private static void refuse(Map<String, String> conf, String key, String reason) {
        if (Boolean.parseBoolean(conf.get(key))) {
            throw new InvalidInputException("engine.conf: " + key + "=true is not possible: " + reason);
        }
    }

    private static void loopback(Map<String, String> conf) {
        conf.put("spark.driver.host", "127.0.0.1");
        conf.put("spark.driver.bindAddress", "127.0.0.1");
    }

    private static Cluster localCluster(EngineSettings settings, Map<String, String> conf, Matcher parts) {
        int workers = Integer.parseInt(parts.group(1));
        int cores = Integer.parseInt(parts.group(2));
        int memory = Integer.parseInt(parts.group(3));
        if (workers < 1 || cores < 1) {
            throw new InvalidInputException(
                    "the engine's address '" + settings.address() + "' requests no workers or no cores");
        }
        if (memory < LEAST_MEGABYTES) {
            throw new InvalidInputException("the engine's address '" + settings.address() + "' gives a worker " + memory
                    + " MB; give it " + LEAST_MEGABYTES + " or more");
        }
        loopback(conf);
        conf.put(MEMORY, EXECUTOR_MEGABYTES + "m");
        conf.put(CORES, String.valueOf(cores));
        conf.put("spark.task.cpus", String.valueOf(cores));
        conf.putAll(settings.conf());
        return new Cluster(
                settings.address(), OptionalInt.of(workers), cores, conf, OptionalInt.of(memory - EXECUTOR_MEGABYTES));
    }

    private static Cluster cluster(EngineSettings settings, Map<String, String> conf) {
        conf.put(MEMORY, EXECUTOR_MEGABYTES + "m");
        conf.put(OVERHEAD, OVERHEAD_MEGABYTES + "m");
        conf.put(CORES, "1");
        conf.putAll(settings.conf());
        int cores = number(conf, CORES);
        conf.put("spark.task.cpus", String.valueOf(cores));
        return new Cluster(
                settings.address(), OptionalInt.empty(), cores, conf, OptionalInt.of(megabytes(conf.get(OVERHEAD))));
    }

    private static int number(Map<String, String> conf, String key) {
        try {
            return Integer.parseInt(conf.get(key));
        } catch (NumberFormatException e) {
            throw new InvalidInputException(
                    "engine.conf: " + key + " must be a number, was '" + conf.get(key) + "'", e);
        }
    }

    private static int megabytes(String text) {
        Matcher parts = Pattern.compile("(\\d+)([mg]?)b?").matcher(text.toLowerCase(java.util.Locale.ROOT));
        if (!parts.matches()) {
            throw new InvalidInputException(
                    "engine.conf: " + OVERHEAD + " must be megabytes (3072m) or gigabytes (3g), was '" + text + "'");
        }
        return Integer.parseInt(parts.group(1)) * (parts.group(2).equals("g") ? KILO : 1);
    }
}
