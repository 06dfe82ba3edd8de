package org.wsol.pipeline;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Localizes an image with archives, in a process without losses, experiments and commands on its class path. */
final class LoadedWithoutLosses {
    private static final List<String> NEEDLESS = List.of("wsol-losses", "wsol-experiment", "wsol-cli", "wsol-report");
    private static final String BEGIN = "found ";

    private LoadedWithoutLosses() {}

    /** The predicted box of each archive as text, or the output of the process if it failed. */
    static List<String> boxes(Path image, List<Path> archives, Path folder) throws Exception {
        String classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> NEEDLESS.stream().noneMatch(entry::contains))
                .collect(Collectors.joining(File.pathSeparator));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath,
                LoadedWithoutLosses.class.getName(),
                image.toString()));
        archives.forEach(archive -> command.add(archive.toString()));
        Path said = folder.resolve("said.txt");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        boolean ended = process.waitFor(3, TimeUnit.MINUTES);
        List<String> lines = Files.readAllLines(said);
        return ended && process.exitValue() == 0
                ? lines.stream()
                        .filter(line -> line.startsWith(BEGIN))
                        .map(line -> line.substring(BEGIN.length()))
                        .toList()
                : lines;
    }

    public static void main(String[] arguments) throws Exception {
        try {
            Class.forName("org.wsol.losses.BridgingGap");
            throw new IllegalStateException("the losses are there");
        } catch (ClassNotFoundException expected) {
            for (String archive : Arrays.asList(arguments).subList(1, arguments.length)) {
                try (TrainedModel model = TrainedModel.load(Path.of(archive))) {
                    System.out.println(
                            BEGIN + model.localize(Path.of(arguments[0])).box());
                }
            }
        }
    }
}
