package org.wsol.data.annotation;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Resolves image names in annotation files. A name is an image's id or a trailing part of it starting at a folder, with
 * or without the file extension. It may contain backslashes, a longer path that ends in the id, and any Unicode normal
 * form. A name that matches several images is ambiguous and matches none.
 */
public final class ImageNames {
    private final Map<String, List<Integer>> ids = new HashMap<>();
    private final Map<String, List<Integer>> inParts = new HashMap<>();
    private final Map<String, List<Integer>> ends = new HashMap<>();
    private int size;

    /**
     * Adds the next image; images are numbered from 0.
     *
     * @param id relative, with forward slashes
     * @param part the folder of the split at the start of the id, with a slash, which names may omit; empty if there is
     *     none
     */
    public void add(String id, String part) {
        String name = normal(id);
        int image = size++;
        put(ids, name, image);
        put(inParts, name.startsWith(normal(part)) ? name.substring(normal(part).length()) : name, image);
        for (int slash = name.indexOf('/'); slash >= 0; slash = name.indexOf('/', slash + 1)) {
            put(ends, name.substring(slash + 1), image);
        }
    }

    private static void put(Map<String, List<Integer>> map, String name, int image) {
        map.computeIfAbsent(name, key -> new ArrayList<>(1)).add(image);
        String bare = withoutExtension(name);
        if (!bare.equals(name)) {
            map.computeIfAbsent(bare, key -> new ArrayList<>(1)).add(image);
        }
    }

    /** The numbers of the images that match a name; more than one means that the name is ambiguous. */
    public List<Integer> find(String name) {
        String wanted = normal(name);
        for (Map<String, List<Integer>> map : List.of(ids, inParts, ends)) {
            if (map.containsKey(wanted)) {
                return distinct(map.get(wanted));
            }
        }
        for (int slash = wanted.indexOf('/'); slash >= 0; slash = wanted.indexOf('/', slash + 1)) {
            String end = wanted.substring(slash + 1);
            for (Map<String, List<Integer>> map : List.of(ids, inParts)) {
                if (end.contains("/") && map.containsKey(end)) {
                    return distinct(map.get(end));
                }
            }
        }
        return List.of();
    }

    private static List<Integer> distinct(List<Integer> images) {
        Set<Integer> once = new LinkedHashSet<>(images);
        return List.copyOf(once);
    }

    /** Normalises a name: forward slashes, composed letters, no leading dot folder. */
    static String normal(String name) {
        String text = name.strip().replace('\\', '/');
        while (text.startsWith("./")) {
            text = text.substring(2);
        }
        return Normalizer.isNormalized(text, Normalizer.Form.NFC)
                ? text
                : Normalizer.normalize(text, Normalizer.Form.NFC);
    }

    /** A name without its extension. */
    public static String withoutExtension(String name) {
        int dot = name.lastIndexOf('.');
        return dot > name.lastIndexOf('/') + 1 ? name.substring(0, dot) : name;
    }

    /** A name without its folders. */
    public static String fileName(String name) {
        return name.substring(name.lastIndexOf('/') + 1);
    }
}
