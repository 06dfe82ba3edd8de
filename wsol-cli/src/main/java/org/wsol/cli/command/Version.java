package org.wsol.cli.command;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The version of the jar. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        String version = Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
                .orElse("built from source");
        return new String[] {"wsol " + version, "Java " + System.getProperty("java.runtime.version")};
    }
}
