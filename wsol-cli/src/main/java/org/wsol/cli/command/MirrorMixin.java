package org.wsol.cli.command;

import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.wsol.core.InvalidInputException;
import org.wsol.core.download.Downloader;
import picocli.CommandLine.Option;

/** The option of commands that download. */
final class MirrorMixin {

    @Option(
            names = "--mirror",
            paramLabel = "URL",
            description =
                    "Downloads URL/FILE instead of the published address; the file must have the published checksum.")
    private @Nullable String mirror;

    Downloader downloader() {
        return new Downloader(
                Downloader.Settings.standard(Optional.ofNullable(mirror).map(MirrorMixin::address), System.getenv()));
    }

    private static URI address(String text) {
        if (!text.matches("https?://[^\\s/]+(/\\S*)?")) {
            throw new InvalidInputException(
                    "--mirror: '" + text + "' is not a URL; expected for example https://host/folder");
        }
        try {
            return URI.create(text);
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException("--mirror: '" + text + "' is not an address: " + e.getMessage(), e);
        }
    }
}
