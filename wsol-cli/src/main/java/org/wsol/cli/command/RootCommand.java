package org.wsol.cli.command;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.wsol.cli.terminal.TerminalWidth;
import org.wsol.experiment.internal.session.OutOfMemory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** {@code wsol}: prints help if no sub-command is given. */
@Command(
        name = "wsol",
        mixinStandardHelpOptions = true,
        versionProvider = RootCommand.Version.class,
        description = "Weakly supervised object localization: finds objects after training with image labels only.",
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:success",
            "1:an internal error",
            "2:wrong usage or configuration",
            "3:some runs failed, or another process computes them",
            "4:data missing or corrupt, or a disk that cannot be written",
            "130:interrupted; the same command resumes"
        })
public final class RootCommand implements Runnable {
    /** picocli rejects narrower help texts. */
    private static final int LEAST_WIDTH = 55;

    /** All commands, in the order of the help text. */
    private static final List<Class<?>> COMMANDS = List.of(
            RunCommand.class,
            PlanCommand.class,
            ConfigCommand.class,
            SchemaCommand.class,
            DescribeCommand.class,
            ListCommand.class,
            EvaluateCommand.class,
            RunsCommand.class,
            CompareCommand.class,
            ReproduceCommand.class,
            ExecuteCommand.class,
            ReportCommand.class,
            PredictCommand.class,
            ExplainCommand.class,
            FilmstripCommand.class,
            CurvesCommand.class,
            ExportCommand.class,
            ArchiveCommand.class,
            ServeCommand.class,
            BackbonesCommand.class,
            BenchCommand.class,
            DataCommand.class,
            WeightsCommand.class,
            DoctorCommand.class,
            CompletionCommand.class,
            HelpCommand.class,
            EvaluateMapsCommand.class);

    @Spec
    private CommandSpec spec;

    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Prints the stack trace of an error.")
    private boolean debug;

    /** The command line with all commands. */
    public static CommandLine commandLine() {
        return commandLine(command -> true);
    }

    /**
     * The command line for the given arguments: other commands have a name and a description but no options, because
     * reading the options of all commands takes longer than printing the help text.
     */
    public static CommandLine commandLine(String[] arguments) {
        Set<String> typed = Set.of(Arrays.stream(arguments).distinct().toArray(String[]::new));
        boolean all = typed.contains("completion") || typed.stream().anyMatch(argument -> argument.startsWith("@"));
        return commandLine(command -> all
                || typed.contains(command.name())
                || Arrays.stream(command.aliases()).anyMatch(typed::contains));
    }

    private static CommandLine commandLine(Predicate<Command> isComplete) {
        RootCommand root = new RootCommand();
        CommandLine line = new CommandLine(root);
        for (Class<?> type : COMMANDS) {
            Command command = type.getAnnotation(Command.class);
            line.addSubcommand(isComplete.test(command) ? type : outline(command));
        }
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.registerConverter(Double.class, RootCommand::number);
        line.registerConverter(double.class, RootCommand::number);
        setWidth(line);
        line.setExecutionExceptionHandler((error, failed, parsed) -> Errors.report(error, failed, root.debug));
        line.setParameterExceptionHandler(Errors::reportUsage);
        line.setExecutionStrategy(parsed -> {
            requireKnownCommands(parsed);
            return new CommandLine.RunLast().execute(parsed);
        });
        return line;
    }

    private static Double number(String text) {
        try {
            return Double.valueOf(text);
        } catch (NumberFormatException e) {
            throw new TypeConversionException("'" + text + "' is not a number"
                    + (text.matches("-?[0-9]*,[0-9]+") ? "; write " + text.replace(',', '.') : ""));
        }
    }

    /** picocli ignores an unknown command next to {@code --help} and prints the help of the command above it. */
    private static void requireKnownCommands(ParseResult parsed) {
        CommandLine line = parsed.commandSpec().commandLine();
        if (!parsed.unmatched().isEmpty() && !line.getSubcommands().isEmpty()) {
            throw new UnmatchedArgumentException(line, parsed.unmatched());
        }
        parsed.subcommands().forEach(RootCommand::requireKnownCommands);
    }

    /** picocli would start a process to determine the width. */
    private static void setWidth(CommandLine line) {
        TerminalWidth.given()
                .ifPresentOrElse(
                        columns -> line.setUsageHelpWidth(Math.max(LEAST_WIDTH, columns)),
                        () -> line.setUsageHelpAutoWidth(true));
    }

    private static CommandSpec outline(Command command) {
        CommandSpec outline = CommandSpec.create().name(command.name()).aliases(command.aliases());
        outline.usageMessage()
                .header(command.header())
                .description(command.description())
                .hidden(command.hidden());
        return outline;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "name a command; 'wsol --help' lists them");
    }

    /** The version of the jar. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Optional.ofNullable(RootCommand.class.getPackage().getImplementationVersion())
                    .orElse("built from source");
            return new String[] {"wsol " + version, "Java " + System.getProperty("java.runtime.version")};
        }
    }

    private static int execute(String[] arguments) {
        try {
            return commandLine(arguments).execute(arguments);
        } catch (OutOfMemoryError e) {
            System.err.println("error: " + OutOfMemory.reason(e));
            return Errors.DATA;
        }
    }

    /** Runs a command in a separate process, which exits with the command's exit code. */
    public static void main(String[] arguments) {
        System.exit(execute(arguments));
    }
}
