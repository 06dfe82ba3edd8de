package org.wsol.report.page;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** The page's templates, style sheet and scripts, read from this package's resources. */
final class Resources {
    private static final String FOLDER = "/org/wsol/report/";
    private static final List<String> SCRIPTS =
            List.of("colormap", "maps", "svg", "curves", "effects", "tables", "card", "gallery", "page");

    private Resources() {}

    static String text(String name) {
        try (InputStream stream = Resources.class.getResourceAsStream(FOLDER + name)) {
            if (stream == null) {
                throw new IllegalStateException("resource " + FOLDER + name + " is missing from the program");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("cannot read resource " + FOLDER + name, e);
        }
    }

    /** All scripts concatenated, in their own scope. */
    static String script() {
        return SCRIPTS.stream()
                .map(name -> text("js/" + name + ".js"))
                .collect(Collectors.joining("\n", "(() => {\n'use strict';\n", "})();\n"));
    }
}
