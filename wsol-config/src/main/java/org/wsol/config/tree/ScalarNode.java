package org.wsol.config.tree;

/**
 * A single value as it was written; what it means is decided by the type it is bound to.
 *
 * @param text the text, quotes removed
 * @param quoted whether it was quoted or a block text: then it is never taken for "nothing"
 * @param origin where it was written
 */
public record ScalarNode(String text, boolean quoted, Origin origin) implements ConfigNode {

    /** An unquoted value. */
    public static ScalarNode plain(String text, Origin origin) {
        return new ScalarNode(text, false, origin);
    }

    /** Whether nothing was written after the key, or YAML's words for nothing. */
    public boolean isNothing() {
        return isEmpty() || isNull();
    }

    /** Whether nothing was written after the key. */
    public boolean isEmpty() {
        return !quoted && text.isEmpty();
    }

    /** Whether it is one of YAML's words for nothing. */
    public boolean isNull() {
        return !quoted && (text.equals("~") || text.equals("null"));
    }

    @Override
    public String kind() {
        return "a value";
    }
}
