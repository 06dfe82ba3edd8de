package org.wsol.experiment.internal.runfolder;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** The environment of a run: code, Java, backend, libraries, seeds, data. */
public final class Provenance {
    /** The working directory of the command; paths in the configuration and in lists of images are relative to it. */
    public static final String WORKING_DIRECTORY = "workingDirectory";

    private static final String HOME = "wsol.home";

    private Provenance() {}

    /**
     * Collects everything.
     *
     * @param environment the executor's description of its environment
     * @param threads number of threads of the run
     */
    public static Map<String, Object> collect(PlannedRun run, Map<String, String> environment, int threads) {
        Map<String, Object> record = new LinkedHashMap<>();
        record.put("started", Instant.now().toString());
        record.putAll(run.identity().asMap());
        record.put(WORKING_DIRECTORY, Path.of("").toAbsolutePath().toString());
        record.put("seed", run.experiment().seed());
        record.put("git", git());
        record.put("java", java());
        record.put("threads", threads);
        record.put("system", system());
        record.put("environment", new TreeMap<>(environment));
        record.put("libraries", libraries());
        return record;
    }

    private static Map<String, Object> git() {
        Map<String, Object> git = new LinkedHashMap<>();
        Optional<String> revision = output(List.of("git", "rev-parse", "HEAD"));
        git.put("revision", revision.map(String::strip).orElse("unknown"));
        if (revision.isPresent()) {
            String diff = output(List.of("git", "diff", "HEAD")).orElse("");
            git.put("dirty", !diff.isEmpty());
            git.put("diffSha256", diff.isEmpty() ? "" : Hashes.sha256(diff));
        }
        return git;
    }

    /** The output of a command; empty if it is missing or fails, because provenance must not end a run. */
    private static Optional<String> output(List<String> command) {
        try {
            Process process = new ProcessBuilder(command)
                    .directory(new File(System.getProperty(HOME, "")).getAbsoluteFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            boolean ended = process.waitFor(10, TimeUnit.SECONDS);
            return ended && process.exitValue() == 0 ? Optional.of(text) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty(); // git is not installed
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static Map<String, Object> java() {
        Map<String, Object> java = new LinkedHashMap<>();
        java.put("version", System.getProperty("java.runtime.version"));
        java.put("vendor", System.getProperty("java.vendor"));
        java.put("maxHeapBytes", Runtime.getRuntime().maxMemory());
        java.put("arguments", ManagementFactory.getRuntimeMXBean().getInputArguments());
        return java;
    }

    private static Map<String, Object> system() {
        Map<String, Object> system = new LinkedHashMap<>();
        system.put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        system.put("arch", System.getProperty("os.arch"));
        system.put("processors", Runtime.getRuntime().availableProcessors());
        system.put(
                "ompThreads",
                Optional.ofNullable(System.getenv("OMP_NUM_THREADS")).orElse("unset"));
        return system;
    }

    /** The file names, with versions, of all jars on the class path, including those added by the operating system. */
    private static List<String> libraries() {
        return Arrays.stream(System.getProperty("java.class.path", "").split(File.pathSeparator))
                .map(entry -> new File(entry).getName())
                .filter(name -> name.endsWith(".jar"))
                .map(name -> name.substring(0, name.length() - ".jar".length()))
                .sorted()
                .toList();
    }
}
