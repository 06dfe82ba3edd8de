package org.wsol.config.override;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.wsol.config.tree.Origin;
import org.wsol.core.InvalidInputException;

/**
 * A change typed on the command line.
 *
 * @param action the kind of change
 * @param path the key with dots
 * @param value the text after {@code =}; empty for a removal
 * @param typed the original argument
 */
public record KeyChange(Action action, String path, String value, String typed) {
    private static final Pattern SYNTAX = Pattern.compile("([+~]?)([^=+~\\s][^=\\s]*)(?:=(.*))?", Pattern.DOTALL);

    /** The kind of change. */
    public enum Action {
        /** {@code key=value}: changes an existing key of the schema. */
        SET,
        /** {@code +key=value}: adds a key, for example an entry of a free section. */
        ADD,
        /** {@code ~key}: removes the value from the file; the default applies again. */
        REMOVE
    }

    /**
     * Parses a change.
     *
     * @throws InvalidInputException if it has none of the three forms
     */
    public static KeyChange parse(String typed) {
        Matcher matcher = SYNTAX.matcher(typed);
        if (!matcher.matches()) {
            throw wrongForm(typed);
        }
        boolean hasValue = matcher.group(3) != null;
        boolean removes = matcher.group(1).equals("~");
        if (removes == hasValue) {
            throw wrongForm(typed);
        }
        Action action = removes ? Action.REMOVE : matcher.group(1).equals("+") ? Action.ADD : Action.SET;
        return new KeyChange(action, matcher.group(2), hasValue ? matcher.group(3) : "", typed);
    }

    private static InvalidInputException wrongForm(String typed) {
        return new InvalidInputException(
                "'" + typed
                        + "' is not an override: write key=value (train.lr=0.01), +key=value to add a key, or ~key to remove one");
    }

    /** The origin of the values it sets. */
    public Origin origin() {
        return Origin.override(typed);
    }

    /** The same change with another path, unquoted. */
    String withPath(String otherPath) {
        return switch (action) {
            case SET -> otherPath + "=" + value;
            case ADD -> "+" + otherPath + "=" + value;
            case REMOVE -> "~" + otherPath;
        };
    }
}
