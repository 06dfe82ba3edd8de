package org.wsol.config.tree;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.wsol.config.tree.ConfigNode.MapNode;
import org.wsol.config.tree.ConfigNode.ScalarNode;
import org.wsol.core.InvalidInputException;
import org.wsol.core.WsolException;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * Reads YAML into a tree of texts. Values are not interpreted as numbers, dates or booleans: {@code no}, {@code 010},
 * {@code 12:30} and {@code 1e-3} stay as they are written until the type of their key is known.
 */
public final class YamlReader {

    private YamlReader() {}

    /**
     * Reads a file.
     *
     * @param named the file as it should appear in messages
     * @throws InvalidInputException if the file is missing, too large or not YAML
     */
    public static ConfigNode read(Path file, String named, Problems problems) {
        return read(content(file, named), named, problems);
    }

    /**
     * Reads a text.
     *
     * @param named what the text is called in messages
     * @return the tree; an empty text is an empty map
     */
    public static ConfigNode read(String yaml, String named, Problems problems) {
        try {
            Node root = compose(yaml);
            return root == null
                    ? MapNode.empty(new Origin(named, 1, 1))
                    : new YamlNodes(mark -> new Origin(named, mark.getLine() + 1, mark.getColumn() + 1), problems)
                            .convert(root);
        } catch (MarkedYAMLException e) {
            throw new InvalidInputException(place(named, e.getProblemMark()) + ": not valid YAML: " + reason(e), e);
        } catch (YAMLException e) {
            throw new InvalidInputException(named + ": cannot be read as YAML: " + e.getMessage(), e);
        }
    }

    /**
     * Reads the value of a change typed on the command line. Text that begins with a bracket or a quote is parsed as
     * YAML: {@code [a, b]}, {@code {a: 1}}, {@code "text"}. Everything else is taken literally.
     */
    public static ConfigNode readOverride(String yaml, Origin origin, Problems problems) {
        String text = yaml.strip();
        if (text.isEmpty() || "[{\"'".indexOf(text.charAt(0)) < 0) {
            return ScalarNode.plain(text, origin);
        }
        try {
            Node root = compose(yaml);
            return root == null ? ScalarNode.plain("", origin) : new YamlNodes(mark -> origin, problems).convert(root);
        } catch (YAMLException e) {
            throw new InvalidInputException(
                    origin + ": the value is not valid YAML: "
                            + String.valueOf(e.getMessage()).lines().findFirst().orElse("") + "; quote it",
                    e);
        }
    }

    private static Node compose(String yaml) {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(YamlLimits.CHARACTERS);
        options.setNestingDepthLimit(YamlLimits.DEPTH);
        options.setMaxAliasesForCollections(YamlLimits.ALIASES);
        options.setAllowDuplicateKeys(true); // YamlNodes reports them with their position
        var parser = new ParserImpl(new StreamReader(new StringReader(yaml)), options);
        return new Composer(parser, new TextResolver(), options).getSingleNode();
    }

    private static String content(Path file, String named) {
        try {
            if (Files.isDirectory(file)) {
                throw new InvalidInputException(named + " is a folder; name an experiment file. A folder of photos is"
                        + " given to one: experiments/your-photos.yaml data.root=" + named);
            }
            if (!Files.isRegularFile(file)) {
                throw new InvalidInputException(named + ": no such file" + SimilarFiles.suggestion(file));
            }
            if (Files.size(file) > YamlLimits.CHARACTERS) {
                throw new InvalidInputException(named + ": larger than " + YamlLimits.CHARACTERS + " bytes");
            }
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            throw new InvalidInputException(named + ": is not UTF-8 text; save it as UTF-8", e);
        } catch (IOException e) {
            throw new InvalidInputException(named + ": cannot be read: " + WsolException.reason(e), e);
        }
    }

    private static String place(String named, Mark mark) {
        return mark == null ? named : named + ":" + (mark.getLine() + 1) + ":" + (mark.getColumn() + 1);
    }

    private static String reason(MarkedYAMLException e) {
        String context = e.getContext() == null ? "" : e.getContext() + ", ";
        String hint = String.valueOf(e.getProblem()).contains("'\\t'") ? " (indent with spaces, not tabs)" : "";
        return context + e.getProblem() + hint;
    }

    /** Assigns no type to plain values. */
    private static final class TextResolver extends Resolver {
        @Override
        protected void addImplicitResolvers() {
            // none: the type of the key decides, not the form of the value
        }
    }

    /** Bounds on what is read, so that no file can exhaust memory. */
    static final class YamlLimits {
        /** Characters per file. */
        static final int CHARACTERS = 1 << 20;
        /** Levels of nesting. */
        static final int DEPTH = 32;
        /** Aliases of lists and maps per file. */
        static final int ALIASES = 64;
        /** Values after alias expansion. */
        static final int NODES = 50_000;

        private YamlLimits() {}
    }
}
