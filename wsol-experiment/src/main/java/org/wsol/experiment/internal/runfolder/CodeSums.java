package org.wsol.experiment.internal.runfolder;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.wsol.core.StorageException;
import org.wsol.core.internal.Digests;

/**
 * Checksums of the code that computes results. A class represents its whole jar (or class folder), except classes of
 * experiments, reports and the command line, which represent their package, so that changes of reports or help texts do
 * not make runs stale. Every jar is read once.
 */
public final class CodeSums {
    /** Modules with additional code that does not affect results: their classes represent their package. */
    private static final List<String> MIXED_MODULES =
            List.of("org.wsol.experiment.", "org.wsol.report.", "org.wsol.cli.");

    private final Map<String, String> known = new HashMap<>();

    /** The checksum of the code a class belongs to, as hex SHA-256; the class name for classes of the JDK. */
    public String of(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        if (source == null) {
            return type.getName();
        }
        String folder = MIXED_MODULES.stream().anyMatch(type.getName()::startsWith)
                ? type.getPackageName().replace('.', '/')
                : "";
        return known.computeIfAbsent(source.getLocation() + "!" + folder, place -> sum(source, folder));
    }

    private static String sum(CodeSource source, String folder) {
        try {
            Path place = Path.of(source.getLocation().toURI());
            if (Files.isDirectory(place)) {
                return sum(place.resolve(folder));
            }
            try (FileSystem jar = FileSystems.newFileSystem(place)) {
                return sum(jar.getPath("/" + folder));
            }
        } catch (IOException e) {
            throw new StorageException("cannot read the code in " + source.getLocation(), e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException("unexpected location of code: " + source.getLocation(), e);
        }
    }

    private static String sum(Path root) throws IOException {
        var digest = Digests.sha256();
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
