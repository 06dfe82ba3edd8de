package org.wsol.cli.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.wsol.config.ConfigLoader;
import org.wsol.config.override.KeyChange;
import org.wsol.config.override.ShellWords;
import org.wsol.config.tree.Problems;
import org.wsol.core.InvalidInputException;
import org.wsol.experiment.internal.session.SessionFolder;
import org.wsol.experiment.schema.ExperimentConfig;
import org.wsol.experiment.sweep.Experiment;
import org.wsol.experiment.sweep.ExperimentComposer;
import org.wsol.pipeline.recipe.InstalledComponents;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The arguments of commands that take an experiment: a file and changes. */
final class ExperimentArguments {

    private static final Pattern KEY = Pattern.compile("[+~]?[A-Za-z][A-Za-z0-9_-]*([.][A-Za-z0-9_+-]+)+");

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Parameters(
            index = "0",
            paramLabel = "FILE",
            description = "An experiment file, or the folder of an earlier session to run it again.")
    private Path file;

    @Parameters(
            index = "1..*",
            paramLabel = "KEY=VALUE",
            description = {
                "Changes: train.lr=0.01, data.classes=[a,b], +key=value adds, ~key removes.",
                "Several values define a sweep: train.lr=0.1,0.01 or train.lr=log(0.001,0.1)."
            })
    private List<String> overrides = List.of();

    @Option(
            names = "--precision",
            paramLabel = "TYPE",
            description = "float32, bfloat16 or auto: short for train.precision=TYPE evaluation.precision=TYPE.")
    private Optional<String> precision = Optional.empty();

    static ConfigLoader<ExperimentConfig> loader() {
        return new ConfigLoader<>(ExperimentConfig.class, InstalledComponents.catalog(), System.getenv());
    }

    List<KeyChange> overrides() {
        List<String> typed = new ArrayList<>(overrides);
        precision.ifPresent(type -> typed.addAll(List.of("train.precision=" + type, "evaluation.precision=" + type)));
        return parse(typed);
    }

    /**
     * The changes given as {@code KEY=VALUE}.
     *
     * @throws InvalidInputException naming every argument that is not a change
     */
    static List<KeyChange> parse(List<String> overrides) {
        Problems problems = new Problems();
        List<KeyChange> parsed = new ArrayList<>();
        for (String typed : withoutSpaces(overrides, problems)) {
            try {
                parsed.add(KeyChange.parse(typed));
            } catch (InvalidInputException e) {
                problems.add(e.getMessage());
            }
        }
        problems.throwIfAny();
        return parsed;
    }

    /** Reports {@code key = value} and {@code key=one two} once each, and returns the other arguments. */
    private static List<String> withoutSpaces(List<String> arguments, Problems problems) {
        List<String> left = new ArrayList<>();
        int next = 0;
        while (next < arguments.size()) {
            StringBuilder joined = new StringBuilder(arguments.get(next++));
            int afterKey = next;
            while (next < arguments.size() && isSplitAtEquals(joined, arguments.get(next))) {
                joined.append(arguments.get(next++));
            }
            int afterValue = next;
            while (next < arguments.size() && joined.indexOf("=") > 0 && isWord(arguments, next)) {
                joined.append(' ').append(arguments.get(next++));
            }
            if (afterValue > afterKey) {
                problems.add("there must be no spaces around '=': " + ShellWords.quoted(joined.toString()));
            } else if (next > afterValue) {
                problems.add("a value with spaces needs quotes: " + ShellWords.quoted(joined.toString()));
            } else {
                left.add(joined.toString());
            }
        }
        return left;
    }

    private static boolean isSplitAtEquals(StringBuilder before, String next) {
        return before.indexOf("=") < 0
                ? next.startsWith("=")
                : before.charAt(before.length() - 1) == '='
                        && next.indexOf('=') < 0
                        && !KEY.matcher(next).matches();
    }

    /** Whether an argument is neither a change nor a key. */
    private static boolean isWord(List<String> arguments, int index) {
        String typed = arguments.get(index);
        boolean isKey = KEY.matcher(typed).matches()
                || (index + 1 < arguments.size() && arguments.get(index + 1).startsWith("="));
        return typed.indexOf('=') < 0 && !typed.startsWith("~") && !isKey;
    }

    /** The file; for a session folder, the experiment of the session. */
    Path file() {
        Path kept = file.resolve(SessionFolder.EXPERIMENT);
        return Files.isDirectory(file) && Files.isRegularFile(kept) ? kept : found(file);
    }

    /**
     * A file that does not exist here but is included in the program, for example {@code experiments/quickstart.yaml}.
     */
    static Path found(Path file) {
        String home = System.getProperty("wsol.home", "");
        Path shipped = Path.of(home).resolve(file);
        boolean elsewhere =
                !Files.exists(file) && !file.isAbsolute() && !home.isEmpty() && Files.isRegularFile(shipped);
        return elsewhere ? shipped.normalize() : file;
    }

    /** The validated experiment with all runs. */
    Experiment compose() {
        Problems problems = new Problems();
        try {
            return new ExperimentComposer(loader()).compose(file(), overrides(), problems);
        } catch (InvalidInputException e) {
            throw problems.areAllCorrected()
                    ? new InvalidInputException(e.getMessage() + "\ntry: " + corrected(problems.corrections()), e)
                    : e;
        }
    }

    /** The whole command line with likely corrections. */
    private String corrected(Map<String, String> corrections) {
        List<String> words = new ArrayList<>(List.of(spec.root().name()));
        spec.root().commandLine().getParseResult().originalArgs().stream()
                .map(word -> corrections.getOrDefault(word, word))
                .forEach(words::add);
        return ShellWords.line(words);
    }
}
