package org.wsol.core.download;

import java.net.URI;
import java.util.Optional;

/**
 * A published file.
 *
 * @param name its name, also used for the local file
 * @param address its URL
 * @param checksum its SHA-256 in hexadecimal digits, or at least the first eight of them; empty if none is published
 */
public record RemoteFile(String name, URI address, Optional<String> checksum) {
    private static final int FEWEST_DIGITS = 8;

    /** Checks name and checksum. */
    public RemoteFile {
        if (!name.matches("[A-Za-z0-9._-]+") || name.startsWith(".")) {
            throw new IllegalArgumentException("'" + name + "' is not a plain file name");
        }
        checksum.ifPresent(digits -> {
            if (!digits.matches("[0-9a-f]{" + FEWEST_DIGITS + ",64}")) {
                throw new IllegalArgumentException("'" + digits + "' is not a SHA-256 nor the beginning of one");
            }
        });
    }

    /** Its URL on a mirror: the name appended to the mirror's address. */
    URI at(Optional<URI> mirror) {
        return mirror.map(base -> URI.create(base.toString().replaceAll("/+$", "") + "/" + name))
                .orElse(address);
    }
}
