package org.wsol.cli.command;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.wsol.core.InvalidInputException;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code wsol completion}: prints a script that completes commands and options in a shell. */
@Command(
        name = "completion",
        mixinStandardHelpOptions = true,
        description = "Prints a script that completes commands and options in a shell.",
        footer = {"", "bash and zsh: source <(wsol completion bash)", "fish: wsol completion fish | source"})
final class CompletionCommand implements Callable<Integer> {
    private static final String BASH = "bash";
    private static final String ZSH = "zsh";
    private static final String FISH = "fish";

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "SHELL", description = "bash, zsh or fish.")
    private String shell;

    @Override
    public Integer call() {
        CommandLine root = spec.root().commandLine();
        String script =
                switch (shell) {
                    case BASH -> AutoComplete.bash("wsol", root);
                    case ZSH ->
                        "autoload -U +X compinit && compinit\nautoload -U +X bashcompinit && bashcompinit\n"
                                + AutoComplete.bash("wsol", root);
                    case FISH -> fish(root);
                    default ->
                        throw new InvalidInputException(
                                "there is no completion for '" + shell + "'; use one of bash, zsh, fish");
                };
        spec.commandLine().getOut().print(script);
        spec.commandLine().getOut().flush();
        return 0;
    }

    private static String fish(CommandLine root) {
        List<String> names = subcommands(root).map(CommandLine::getCommandName).toList();
        String none = "not __fish_seen_subcommand_from " + String.join(" ", names);
        Stream<String> commands = subcommands(root)
                .map(command -> "complete -c wsol -f -n " + quoted(none) + " -a " + command.getCommandName() + " -d "
                        + quoted(summary(command)));
        Stream<String> options = subcommands(root).flatMap(command -> command.getCommandSpec().options().stream()
                .map(option -> "complete -c wsol -n "
                        + quoted("__fish_seen_subcommand_from " + command.getCommandName()) + name(option)
                        + (option.arity().max() > 0 ? " -r" : "") + " -d "
                        + quoted(String.join(" ", option.description()).replaceAll("[$][{][^}]*}", ""))));
        return Stream.concat(commands, options).collect(Collectors.joining("\n", "", "\n"));
    }

    private static Stream<CommandLine> subcommands(CommandLine root) {
        return new LinkedHashSet<>(root.getSubcommands().values()).stream().filter(command -> !command.getCommandSpec()
                .usageMessage()
                .hidden());
    }

    private static String name(OptionSpec option) {
        String name = option.longestName();
        return name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.substring(1);
    }

    private static String summary(CommandLine command) {
        return String.join(" ", command.getCommandSpec().usageMessage().description());
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
