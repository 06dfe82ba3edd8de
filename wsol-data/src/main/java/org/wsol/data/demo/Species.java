package org.wsol.data.demo;

import java.awt.Color;
import java.util.List;

/**
 * A class of creatures. All species share the same bodies in all colours and patterns; only the head's colour
 * distinguishes them.
 *
 * @param name the class name
 * @param head colour of the head
 */
record Species(String name, Color head) {
    private static final List<Species> ALL = List.of(
            new Species("scarlet-head", new Color(0xE01B24)),
            new Species("golden-head", new Color(0xFFC400)),
            new Species("azure-head", new Color(0x1E6FFF)),
            new Species("emerald-head", new Color(0x00B84A)),
            new Species("violet-head", new Color(0x9A2BE8)),
            new Species("white-head", new Color(0xFAFAFA)),
            new Species("rose-head", new Color(0xFF5FB0)),
            new Species("cyan-head", new Color(0x00D5E0)),
            new Species("orange-head", new Color(0xFF7A00)),
            new Species("black-head", new Color(0x101014)));

    /** The first species, at most ten. */
    static List<Species> first(int count) {
        return ALL.subList(0, count);
    }

    /** The number of available species. */
    static int available() {
        return ALL.size();
    }
}
