package org.wsol.cli.docs;

import java.util.LinkedHashSet;
import org.wsol.cli.command.RootCommand;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** The reference page of all commands, generated from their help texts. */
final class CommandsPage {
    private static final int WIDTH = 110;
    private static final String INTRODUCTION = """
            # Commands

            What `./wsol COMMAND --help` prints. This page is made from it:
            `./mvnw test -Dtest=CommandsPageTest -Dwsol.update=true` writes it again.
            """;

    private CommandsPage() {}

    /** The page. */
    static String text() {
        StringBuilder page = new StringBuilder(INTRODUCTION);
        CommandLine root = RootCommand.commandLine();
        section(page, root);
        return page.toString();
    }

    private static void section(StringBuilder page, CommandLine command) {
        command.setUsageHelpAutoWidth(false);
        command.setUsageHelpWidth(WIDTH);
        page.append("\n## ").append(command.getCommandSpec().qualifiedName()).append("\n\n```\n");
        command.getUsageMessage(Ansi.OFF).lines().map(String::stripTrailing).forEach(line -> page.append(line)
                .append("\n"));
        page.append("```\n");
        for (CommandLine below :
                new LinkedHashSet<>(command.getSubcommands().values())) { // aliases have no separate page
            if (!below.getCommandSpec().usageMessage().hidden()) {
                section(page, below);
            }
        }
    }
}
