package org.wsol.experiment.sweep;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Splits {@code a,b,c} and {@code f(a,b)}, but not inside brackets and quotes. */
final class SweepText {
    private static final Pattern CALL = Pattern.compile("\\s*([a-z]+)\\((.*)\\)\\s*", Pattern.DOTALL);

    private SweepText() {}

    /** A function with its arguments as text. */
    record Call(String name, List<String> arguments) {
        @Override
        public String toString() {
            return name + "(" + String.join(",", arguments) + ")";
        }
    }

    static Optional<Call> call(String text) {
        Matcher matcher = CALL.matcher(text);
        return matcher.matches() && splitTopLevel(text).size() == 1
                ? Optional.of(new Call(
                        matcher.group(1),
                        splitTopLevel(matcher.group(2)).stream()
                                .map(String::strip)
                                .toList()))
                : Optional.empty();
    }

    /** Splits at commas outside of brackets and quotes. */
    static List<String> splitTopLevel(String text) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        char quote = 0;
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if ((c == '"' || c == '\'') && text.substring(start, i).isBlank()) {
                quote = c;
            } else if ("([{".indexOf(c) >= 0) {
                depth++;
            } else if (")]}".indexOf(c) >= 0) {
                depth--;
            } else if (c == ',' && depth == 0) {
                parts.add(text.substring(start, i));
                start = i + 1;
            }
        }
        parts.add(text.substring(start));
        return parts;
    }
}
