package org.wsol.spark;

import java.io.File;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** The options of processes on workers: those of this process without Spark, with their memory limits. */
final class ProcessOptions {
    /** The maximum share of a process's memory for the Java heap. */
    private static final double HEAP = 0.4;

    /** The maximum share for heap and tensors together; the rest is used by the JVM itself. */
    private static final double TOTAL = 0.9;

    private static final long MEGA = 1 << 20;

    private ProcessOptions() {}

    /** Options of Java: those of this process, class path and memory. */
    static List<String> java(OptionalInt megabytes) {
        List<String> options = new ArrayList<>(ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(ProcessOptions::isPassedOn)
                .filter(option -> megabytes.isEmpty() || !option.startsWith("-Xmx"))
                .toList());
        if (megabytes.isPresent()) {
            options.add("-Xmx" + (long) (HEAP * megabytes.getAsInt()) + "m");
            long bytes = (long) (TOTAL * megabytes.getAsInt() * MEGA);
            options.add("-Dorg.bytedeco.javacpp.maxphysicalbytes=" + bytes);
            options.add("-Dorg.bytedeco.javacpp.maxbytes=" + bytes);
        }
        options.add("-cp");
        options.add(withoutSpark(System.getProperty("java.class.path"), System.getenv("SPARK_HOME")));
        return options;
    }

    private static boolean isPassedOn(String option) {
        return !option.startsWith("-agentlib")
                && !option.startsWith("-javaagent")
                && !option.startsWith("-Dspark.")
                && !option.startsWith("-Dorg.bytedeco.javacpp.max")
                && !option.startsWith("--add-opens");
    }

    /** A class path without the jars below a folder. */
    static String withoutSpark(String classPath, @org.jspecify.annotations.Nullable String sparkHome) {
        return Arrays.stream(classPath.split(File.pathSeparator))
                .filter(entry -> sparkHome == null || !entry.startsWith(sparkHome + File.separator))
                .map(entry -> new File(entry).getAbsolutePath())
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** Environment variables of the program, with the number of threads, which OpenMP reads when it loads. */
    static Map<String, String> environment(int threads) {
        Map<String, String> environment = new LinkedHashMap<>();
        System.getenv().forEach((name, value) -> {
            if (name.equals("LC_ALL")
                    || name.equals("LANG")
                    || name.equals("GLIBC_TUNABLES")
                    || name.startsWith("WSOL_")
                    || name.startsWith("MLFLOW_")) {
                environment.put(name, value);
            }
        });
        environment.put("OMP_NUM_THREADS", String.valueOf(threads));
        return environment;
    }
}
