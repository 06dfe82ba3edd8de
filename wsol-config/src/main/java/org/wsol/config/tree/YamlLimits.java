package org.wsol.config.tree;

/** Bounds on what is read, so that no file can exhaust memory. */
final class YamlLimits {
    /** Characters per file. */
    static final int CHARACTERS = 1 << 20;
    /** Levels of nesting. */
    static final int DEPTH = 32;
    /** Aliases of lists and maps per file. */
    static final int ALIASES = 64;
    /** Values after every alias was followed. */
    static final int NODES = 50_000;

    private YamlLimits() {}
}
