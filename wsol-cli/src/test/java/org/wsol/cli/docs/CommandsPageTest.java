package org.wsol.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class CommandsPageTest {
    private static final Path PAGE = Path.of(System.getProperty("wsol.project", ".."), "docs/reference/commands.md");

    @Test
    void pageIsUpToDate() throws IOException {
        if (Boolean.getBoolean("wsol.update")) {
            Files.writeString(PAGE, CommandsPage.text());
        }
        assertThat(PAGE)
                .as("./mvnw test -Dtest=CommandsPageTest -Dwsol.update=true writes it")
                .hasContent(CommandsPage.text());
    }
}
