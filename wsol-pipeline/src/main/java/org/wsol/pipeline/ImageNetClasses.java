package org.wsol.pipeline;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The names of ImageNet's 1,000 classes in the order used by published networks. */
public final class ImageNetClasses {
    private static final String RESOURCE = "imagenet-classes.txt";

    private ImageNetClasses() {}

    /** 1,000 different names. */
    public static List<String> names() {
        try (InputStream stream = ImageNetClasses.class.getResourceAsStream(RESOURCE)) {
            if (stream == null) {
                throw new IllegalStateException("the jar has no " + RESOURCE);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + RESOURCE, e);
        }
    }
}
