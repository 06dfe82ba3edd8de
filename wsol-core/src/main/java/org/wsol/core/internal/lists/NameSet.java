package org.wsol.core.internal.lists;

/** A growing set of names: their bytes and at most 24 more each. */
public final class NameSet {
    private final PackedNames names = new PackedNames();
    private final NameIndex index = new NameIndex(names);

    /** Adds a name; false if it was there. */
    public boolean add(String name) {
        if (index.find(name) >= 0) {
            return false;
        }
        index.added(names.add(name));
        return true;
    }
}
