package org.wsol.serve;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;

/** The web page and its resources, from the jar. */
final class PageFiles {
    private static final Map<String, String> POLICY = Map.of(
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; connect-src 'self';"
                    + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
            "Referrer-Policy",
            "no-referrer");

    private PageFiles() {}

    static Route route(String path, String file, String type) {
        byte[] content = read(file);
        return Route.openGet(path, request -> new Answer(Answer.OK, type, content, POLICY));
    }

    private static byte[] read(String file) {
        try (InputStream in = Objects.requireNonNull(PageFiles.class.getResourceAsStream(file), file)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("the jar has no " + file, e);
        }
    }
}
