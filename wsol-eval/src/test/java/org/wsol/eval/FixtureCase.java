package org.wsol.eval;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A folder with reference numbers. */
public record FixtureCase(Path folder, JsonNode json) {

    /** All cases of a kind below the root named by the system property {@code wsol.fixtures}. */
    public static List<FixtureCase> ofKind(String kind) {
        return below(Path.of(System.getProperty("wsol.fixtures", "../../shared/fixtures")), kind);
    }

    /** The same below the root named by the system property {@code wsol.fixtures-maps}. */
    public static List<FixtureCase> ofMapKind(String kind) {
        return below(Path.of(System.getProperty("wsol.fixtures-maps", "../../shared/fixtures-maps")), kind);
    }

    private static List<FixtureCase> below(Path root, String kind) {
        assumeTrue(Files.isDirectory(root), "skipped: there is no folder of reference numbers at " + root);
        try (Stream<Path> files = Files.walk(root)) {
            List<FixtureCase> cases = files.filter(file -> file.endsWith("case.json"))
                    .sorted()
                    .map(FixtureCase::read)
                    .filter(c -> c.json().path("kind").asText().equals(kind))
                    .toList();
            assumeTrue(!cases.isEmpty(), "skipped: no case of kind " + kind + " below " + root);
            return cases;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static FixtureCase read(Path file) {
        try {
            return new FixtureCase(file.getParent(), new ObjectMapper().readTree(file.toFile()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return folder.getFileName().toString();
    }
}
