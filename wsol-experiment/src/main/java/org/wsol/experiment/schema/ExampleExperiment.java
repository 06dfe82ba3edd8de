package org.wsol.experiment.schema;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The worked example at the head of the reference page of experiment files. */
public final class ExampleExperiment {
    private static final String RESOURCE = "example.yaml";

    private ExampleExperiment() {}

    /** A valid experiment file with every section. */
    public static String text() {
        try (InputStream in = ExampleExperiment.class.getResourceAsStream(RESOURCE)) {
            return new String(Objects.requireNonNull(in, RESOURCE).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + RESOURCE, e);
        }
    }
}
