package org.wsol.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.wsol.cli.command.RootCommand;

/** Linked files, commands and options in the documents exist. */
class DocumentsTest {
    private static final Path PROJECT =
            Path.of(System.getProperty("wsol.project", "..")).toAbsolutePath().normalize();
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:\\s]+)(?:#[^)\\s]*)?\\)");
    private static final Pattern COMMAND = Pattern.compile("(?:^|`)\\./wsol ([^`\\n|]+)", Pattern.MULTILINE);

    static List<Path> documents() throws IOException {
        List<Path> documents = new ArrayList<>();
        try (Stream<Path> docs = Files.walk(PROJECT.resolve("docs"));
                Stream<Path> top = Files.list(PROJECT)) {
            Stream.concat(docs, top).filter(DocumentsTest::isMarkdown).forEach(documents::add);
        }
        try (Stream<Path> modules = Files.list(PROJECT)) {
            modules.map(module -> module.resolve("README.md"))
                    .filter(Files::isRegularFile)
                    .forEach(documents::add);
        }
        return documents;
    }

    private static boolean isMarkdown(Path file) {
        return Files.isRegularFile(file) && file.toString().endsWith(".md");
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyLinkedFileExists(Path document) throws IOException {
        Matcher link = LINK.matcher(withoutCode(Files.readString(document)));
        while (link.find()) {
            assertThat(document.resolveSibling(link.group(1)))
                    .as("linked in %s", document)
                    .exists();
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyCommandExists(Path document) throws IOException {
        Matcher command = COMMAND.matcher(Files.readString(document).replaceAll("\\\\\\R\\s*", ""));
        while (command.find()) {
            String[] words = command.group(1).replaceAll("\\s+#.*", "").strip().split("\\s+");
            if (words.length == 1) {
                requireCommand(document, words[0]);
            } else if (Arrays.stream(words).noneMatch(word -> word.equals("...") || word.equals("COMMAND"))) {
                assertThatCode(() -> RootCommand.commandLine().parseArgs(words))
                        .as("%s shows: ./wsol %s", document, String.join(" ", words))
                        .doesNotThrowAnyException();
                requireExperiments(words);
            }
        }
    }

    private static void requireCommand(Path document, String word) {
        if (!word.startsWith("-") && !word.equals("...") && !word.equals("COMMAND")) {
            assertThat(RootCommand.commandLine().getSubcommands().keySet())
                    .as("commands; named in %s", document)
                    .contains(word);
        }
    }

    private static void requireExperiments(String[] words) {
        Arrays.stream(words)
                .filter(word -> word.matches("experiments/.*\\.yaml"))
                .forEach(word -> assertThat(PROJECT.resolve(word)).isRegularFile());
    }

    private static String withoutCode(String markdown) {
        return markdown.replaceAll("(?s)```.*?```", "").replaceAll("`[^`\\n]*`", "");
    }
}
