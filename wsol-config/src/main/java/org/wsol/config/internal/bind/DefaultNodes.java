package org.wsol.config.internal.bind;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.wsol.config.schema.KeySchema;
import org.wsol.config.tree.ConfigNode;

/**
 * The defaults of a schema's keys as trees with all their own defaults, each made once: the trees of thousands of runs share
 * them. They refer to no other key, except by references that stay in their text.
 */
final class DefaultNodes {
    private final Map<KeySchema, Optional<ConfigNode>> known = Collections.synchronizedMap(new IdentityHashMap<>());

    /** The default of a key; empty where it has none. */
    Optional<ConfigNode> of(KeySchema key, Supplier<Optional<ConfigNode>> make) {
        Optional<ConfigNode> found = known.get(key);
        if (found == null) {
            found = make.get(); // may ask for the defaults of keys below this one
            known.put(key, found);
        }
        return found;
    }
}
