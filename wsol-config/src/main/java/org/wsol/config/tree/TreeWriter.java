package org.wsol.config.tree;

import java.util.function.Function;
import java.util.regex.Pattern;
import org.wsol.config.tree.ConfigNode.ListNode;
import org.wsol.config.tree.ConfigNode.MapNode;
import org.wsol.config.tree.ConfigNode.ScalarNode;

/** Writes a configuration tree as YAML that reads back to the same tree. */
public final class TreeWriter {
    private static final Pattern PLAIN =
            Pattern.compile("(-(?=[0-9.]))?[A-Za-z0-9_./+][A-Za-z0-9_./%+-]*( [A-Za-z0-9_./%+-]+)*");
    private static final int COMMENT_COLUMN = 44;
    private final Function<ConfigNode, String> comments;
    private final boolean literalReferences;
    private final StringBuilder out = new StringBuilder();

    private TreeWriter(Function<ConfigNode, String> comments, boolean literalReferences) {
        this.comments = comments;
        this.literalReferences = literalReferences;
    }

    /** A resolved tree with the origin of every value as a comment; references in values are escaped. */
    public static String withOrigins(MapNode tree) {
        return new TreeWriter(node -> node.origin().toString(), true).write(tree);
    }

    /** A resolved tree with keys and values only. */
    public static String plain(MapNode tree) {
        return new TreeWriter(node -> "", true).write(tree);
    }

    /** A tree whose references still have to be replaced. */
    public static String unresolved(MapNode tree) {
        return new TreeWriter(node -> "", false).write(tree);
    }

    /** A value on one line, as it can be typed after {@code key=}. */
    public static String inline(ConfigNode node) {
        return new TreeWriter(any -> "", true).flow(node);
    }

    private String write(MapNode tree) {
        map(tree, 0);
        return out.toString();
    }

    private void map(MapNode node, int indent) {
        node.entries().forEach((key, entry) -> {
            String start = " ".repeat(indent) + text(key, false) + ":";
            if (entry.value() instanceof MapNode below && !below.entries().isEmpty()) {
                out.append(start).append('\n');
                map(below, indent + 2);
            } else {
                line(start + " " + flow(entry.value()), comments.apply(entry.value()));
            }
        });
    }

    private void line(String content, String comment) {
        out.append(content);
        if (!comment.isEmpty()) {
            out.append(" ".repeat(Math.max(1, COMMENT_COLUMN - content.length())))
                    .append("# ")
                    .append(comment.replaceAll("\\s+", " "));
        }
        out.append('\n');
    }

    private String flow(ConfigNode node) {
        if (node instanceof MapNode map) {
            StringBuilder flow = new StringBuilder("{");
            map.entries().forEach((key, entry) -> flow.append(flow.length() > 1 ? ", " : "")
                    .append(text(key, false))
                    .append(": ")
                    .append(flow(entry.value())));
            return flow.append('}').toString();
        } else if (node instanceof ListNode list) {
            return "[" + String.join(", ", list.items().stream().map(this::flow).toList()) + "]";
        }
        ScalarNode scalar = (ScalarNode) node;
        return scalar.isNothing() ? "null" : text(scalar.text(), true);
    }

    private String text(String text, boolean value) {
        String escaped = value && literalReferences ? text.replace("${", "$${") : text;
        boolean wordForNothing = escaped.equals("null") || escaped.equals("~");
        return PLAIN.matcher(escaped).matches() && !wordForNothing ? escaped : quoted(escaped);
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.chars().forEach(c -> {
            switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\t' -> quoted.append("\\t");
                default -> quoted.append(c < ' ' || c == 0x7f ? String.format("\\x%02x", c) : String.valueOf((char) c));
            }
        });
        return quoted.append('"').toString();
    }
}
