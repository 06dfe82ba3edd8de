package org.wsol.serve;

import java.util.Optional;
import java.util.Set;
import org.wsol.core.InvalidInputException;
import org.wsol.pipeline.LocalizationOptions;

/**
 * The options of a request.
 *
 * @param model the model's name; by default the first model
 * @param options classes, number of boxes and threshold
 * @param map the method whose maps are used and returned instead of the model's own
 * @param maps whether the maps are returned
 * @param overlay whether an image is returned instead of JSON
 */
record LocalizeQuery(
        Optional<String> model, LocalizationOptions options, Optional<String> map, boolean maps, boolean overlay) {
    static final Set<String> KNOWN =
            Set.of("model", "boxes", "classes", "class", "threshold", "map", "maps", "overlay");
    private static final int MOST = 1000;

    static LocalizeQuery of(Incoming request) {
        request.requireParameters(KNOWN);
        if (request.parameter("class").isPresent()
                && request.parameter("classes").isPresent()) {
            throw new HttpProblem(400, "class selects one class, classes a number of the most likely; use one of them");
        }
        try {
            LocalizationOptions options = LocalizationOptions.standard()
                    .withBoxes(request.parameter("boxes")
                            .map(text -> number("boxes", text))
                            .orElse(1))
                    .withTopClasses(request.parameter("classes")
                            .map(text -> number("classes", text))
                            .orElse(1));
            if (request.parameter("class").isPresent()) {
                options = options.withClass(request.parameter("class").get());
            }
            if (request.parameter("threshold").isPresent()) {
                options = options.withThreshold(
                        threshold(request.parameter("threshold").get()));
            }
            requirePossible(request.accept());
            boolean overlay = isTrue(request, "overlay") || wantsPng(request.accept());
            return new LocalizeQuery(
                    request.parameter("model"), options, request.parameter("map"), isTrue(request, "maps"), overlay);
        } catch (InvalidInputException e) {
            throw new HttpProblem(400, String.valueOf(e.getMessage()));
        }
    }

    /** Whether an image is preferred, and PNG is one of those that are accepted. */
    private static boolean wantsPng(String accept) {
        return accept.startsWith("image/png")
                || (accept.startsWith("image/") && accept.contains("image/png") && !accept.contains("json"));
    }

    /** An overlay is a PNG image; a browser that asks for images also accepts everything else. */
    private static void requirePossible(String accept) {
        boolean possible = accept.contains("image/png") || accept.contains("*") || accept.contains("json");
        if (accept.startsWith("image/") && !possible) {
            throw new HttpProblem(406, "overlays are PNG images: Accept: image/png, not " + accept);
        }
    }

    private static int number(String name, String text) {
        try {
            int number = Integer.parseInt(text);
            if (number >= 1 && number <= MOST) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new HttpProblem(400, name + " must be a whole number, was '" + text + "'");
        }
        throw new HttpProblem(400, name + " must be between 1 and " + MOST + ", was " + text);
    }

    private static double threshold(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new HttpProblem(400, "threshold is a number in [0, 1), was '" + text + "'");
        }
    }

    private static boolean isTrue(Incoming request, String name) {
        String text = request.parameter(name).orElse("false");
        if (!text.equals("true") && !text.equals("false")) {
            throw new HttpProblem(400, name + " is true or false, was '" + text + "'");
        }
        return text.equals("true");
    }
}
