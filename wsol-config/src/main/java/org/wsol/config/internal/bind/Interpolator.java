package org.wsol.config.internal.bind;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.wsol.config.tree.ConfigNode;
import org.wsol.config.tree.ConfigNode.ListNode;
import org.wsol.config.tree.ConfigNode.MapNode;
import org.wsol.config.tree.ConfigNode.ScalarNode;
import org.wsol.config.tree.Origin;
import org.wsol.config.tree.Problems;
import org.wsol.core.InvalidInputException;
import org.wsol.core.component.Suggestion;

/**
 * Replaces {@code ${other.key}} by the value of that key and {@code ${env:NAME}} (or {@code ${env:NAME:fallback}}) by
 * an environment variable. Two dollar signs before the brace give a literal one. A reference that is the whole value
 * may refer to a section or list.
 */
final class Interpolator {
    private static final Pattern REFERENCE = Pattern.compile("(\\$?)\\$\\{([^{}]*)}");
    private static final int LIMIT = 50_000;
    private final Map<String, String> environment;
    private final Problems problems;
    private MapNode root = MapNode.empty(Origin.DEFAULT);
    private final Deque<String> following = new ArrayDeque<>();
    private int replaced;

    Interpolator(Map<String, String> environment, Problems problems) {
        this.environment = environment;
        this.problems = problems;
    }

    /** The tree with every reference replaced. */
    MapNode resolve(MapNode tree) {
        root = tree;
        return (MapNode) resolve(tree, "");
    }

    /** The resolved text of a value of a tree. */
    String resolveText(ScalarNode scalar, MapNode tree) {
        root = tree;
        return resolve(scalar, "") instanceof ScalarNode resolved ? resolved.text() : scalar.text();
    }

    private ConfigNode resolve(ConfigNode node, String path) {
        if (node instanceof MapNode map) {
            MapNode result = map;
            for (var entry : map.entries().entrySet()) {
                String below = path.isEmpty() ? entry.getKey() : path + "." + entry.getKey();
                result = result.with(
                        entry.getKey(),
                        resolve(entry.getValue().value(), below),
                        entry.getValue().keyOrigin());
            }
            return result;
        } else if (node instanceof ListNode list) {
            List<ConfigNode> items = new ArrayList<>();
            list.items().forEach(item -> items.add(resolve(item, path)));
            return new ListNode(items, list.origin());
        }
        return resolveScalar((ScalarNode) node, path);
    }

    private ConfigNode resolveScalar(ScalarNode scalar, String path) {
        Matcher matcher = REFERENCE.matcher(scalar.text());
        if (!matcher.find()) {
            return scalar;
        }
        boolean whole = matcher.start() == 0 && matcher.end() == scalar.text().length();
        if (whole && matcher.group(1).isEmpty()) {
            return lookUp(matcher.group(2), scalar, path).orElse(scalar);
        }
        matcher.reset();
        String text = matcher.replaceAll(
                found -> Matcher.quoteReplacement(part(found.group(1), found.group(2), scalar, path)));
        return new ScalarNode(text, scalar.quoted(), scalar.origin());
    }

    private String part(String escape, String reference, ScalarNode scalar, String path) {
        String literal = "${" + reference + "}";
        if (!escape.isEmpty()) {
            return literal;
        }
        Optional<ConfigNode> found = lookUp(reference, scalar, path);
        if (found.isPresent() && !(found.get() instanceof ScalarNode)) {
            problems.add(
                    scalar.origin(),
                    path,
                    literal + " is " + found.get().kind() + " and cannot be part of a text; use it as the whole value");
        }
        return found.filter(ScalarNode.class::isInstance)
                .map(node -> ((ScalarNode) node).text())
                .orElse(literal);
    }

    private Optional<ConfigNode> lookUp(String reference, ScalarNode scalar, String path) {
        return reference.startsWith("env:")
                ? environment(reference.substring("env:".length()), scalar, path)
                : key(reference.strip(), scalar, path);
    }

    private Optional<ConfigNode> environment(String reference, ScalarNode scalar, String path) {
        int colon = reference.indexOf(':');
        String name = colon < 0 ? reference : reference.substring(0, colon);
        String value = environment.get(name);
        if (value == null && colon < 0) {
            problems.add(
                    scalar.origin(),
                    path,
                    "the environment variable " + name + " is not set; set it or write ${env:" + name + ":fallback}");
            return Optional.empty();
        }
        return Optional.of(new ScalarNode(
                value == null ? reference.substring(colon + 1) : value, scalar.quoted(), scalar.origin()));
    }

    private Optional<ConfigNode> key(String reference, ScalarNode scalar, String path) {
        if (following.contains(reference)) {
            problems.add(scalar.origin(), path, "${" + reference + "} refers to itself");
            return Optional.empty();
        }
        if (++replaced > LIMIT) {
            throw new InvalidInputException(scalar.origin() + ": references expand to too many values");
        }
        Optional<ConfigNode> target = find(reference);
        if (target.isEmpty()) {
            problems.add(
                    scalar.origin(),
                    path,
                    "${" + reference + "}: there is no key '" + reference + "'"
                            + Suggestion.forName(reference, paths(root, "", new ArrayList<>())));
            return Optional.empty();
        }
        following.push(reference);
        ConfigNode resolved = resolve(target.get(), reference);
        following.pop();
        return Optional.of(resolved);
    }

    private Optional<ConfigNode> find(String reference) {
        Optional<ConfigNode> at = Optional.of(root);
        for (String part : reference.split("\\.", -1)) {
            at = at.filter(MapNode.class::isInstance).flatMap(node -> ((MapNode) node).get(part));
        }
        return at;
    }

    private static Collection<String> paths(MapNode node, String prefix, List<String> found) {
        node.entries().forEach((key, entry) -> {
            found.add(prefix + key);
            if (entry.value() instanceof MapNode below) {
                paths(below, prefix + key + ".", found);
            }
        });
        return found;
    }
}
