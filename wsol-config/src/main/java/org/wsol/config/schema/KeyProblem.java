package org.wsol.config.schema;

/**
 * Thrown by the constructor of a section's record when one of its keys is invalid; the error message points to that
 * key.
 */
public final class KeyProblem extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final String key;

    /**
     * Creates a problem of a key's value.
     *
     * @param key the name of the key within the section
     */
    public KeyProblem(String key, String message) {
        super(message);
        this.key = key;
    }

    /** The name of the key within its section. */
    public String key() {
        return key;
    }
}
