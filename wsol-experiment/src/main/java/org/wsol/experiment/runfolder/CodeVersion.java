package org.wsol.experiment.runfolder;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A sum over the classes that compute results. Every class stands for its whole jar (or class folder), except those of
 * experiments, reports and the command line, which stand for their package: a new report or help text makes no run stale.
 */
public final class CodeVersion {
    /** Modules that hold more than what computes: their classes stand for their package. */
    private static final List<String> MIXED_MODULES =
            List.of("org.wsol.experiment.", "org.wsol.report.", "org.wsol.cli.");

    private CodeVersion() {}

    /** The sum over the code the classes belong to, as hex SHA-256. */
    public static String of(Collection<Class<?>> classes) {
        SortedSet<String> parts = new TreeSet<>();
        classes.stream().map(CodeVersion::sum).forEach(parts::add);
        return Hashes.sha256(String.join("\n", parts));
    }

    private static String sum(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        if (source == null) {
            return type.getName(); // part of Java itself
        }
        String folder = MIXED_MODULES.stream().anyMatch(type.getName()::startsWith)
                ? type.getPackageName().replace('.', '/')
                : "";
        try {
            Path place = Path.of(source.getLocation().toURI());
            if (Files.isDirectory(place)) {
                return sum(place.resolve(folder));
            }
            try (FileSystem jar = FileSystems.newFileSystem(place)) {
                return sum(jar.getPath("/" + folder));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the code of " + type.getName(), e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException("strange place of " + type.getName(), e);
        }
    }

    private static String sum(Path root) throws IOException {
        var digest = Hashes.digest();
        try (Stream<Path> files = Files.walk(root)) {
            List<Path> classes = files.filter(file -> file.toString().endsWith(".class"))
                    .sorted((a, b) -> name(root, a).compareTo(name(root, b)))
                    .toList();
            for (Path file : classes) {
                digest.update(name(root, file).getBytes(StandardCharsets.UTF_8));
                digest.update(Files.readAllBytes(file));
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static String name(Path root, Path file) {
        return root.relativize(file).toString().replace('\\', '/');
    }
}
