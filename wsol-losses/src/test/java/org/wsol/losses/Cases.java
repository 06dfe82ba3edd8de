package org.wsol.losses;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The reference cases below the fixtures folder. */
final class Cases {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Cases() {}

    /** One case: a folder with arrays and expected values. */
    record Case(Path folder, JsonNode json) {
        double number(String key) {
            return json.get(key).asDouble();
        }

        double expected(String key) {
            JsonNode value = json.get("expected").get(key);
            return value.isTextual() ? Double.NaN : value.asDouble();
        }

        boolean has(String name) {
            return Files.exists(folder.resolve(name + ".npy"));
        }

        double tolerance() {
            return number("tolerance");
        }

        INDArray array(String name, DataType type) {
            return Nd4j.createFromNpyFile(folder.resolve(name + ".npy").toFile())
                    .castTo(type);
        }

        @Override
        public String toString() {
            return folder.getFileName().toString();
        }
    }

    /** Every case of a kind; the calling test is skipped, with this message, if the folder is missing. */
    static List<Case> ofKind(String kind) {
        return ofKind(Path.of(System.getProperty("wsol.fixtures", "../../shared/fixtures")), kind);
    }

    /** The same for cases of methods other than the paper's. */
    static List<Case> peers(String kind) {
        List<Case> found =
                ofKind(Path.of(System.getProperty("wsol.fixtures-peers", "../../shared/fixtures-peers")), kind);
        if (found.isEmpty()) {
            throw new AssertionError("there are reference cases, but none of kind " + kind);
        }
        return found;
    }

    /** The same for cases of maps, networks and transformers. */
    static List<Case> maps(String kind) {
        List<Case> found =
                ofKind(Path.of(System.getProperty("wsol.fixtures-maps", "../../shared/fixtures-maps")), kind);
        if (found.isEmpty()) {
            throw new AssertionError("there are reference cases, but none of kind " + kind);
        }
        return found;
    }

    private static List<Case> ofKind(Path root, String kind) {
        assumeTrue(Files.isDirectory(root), "the reference cases are not there: " + root.toAbsolutePath());
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.endsWith("case.json"))
                    .sorted()
                    .map(Cases::read)
                    .filter(found -> found.json().get("kind").asText().equals(kind))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Case read(Path file) {
        try {
            return new Case(file.getParent(), JSON.readTree(file.toFile()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
