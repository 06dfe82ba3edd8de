package org.wsol.core.internal.io;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * File names as text, and back, whatever the locale. Java translates names by the locale's character set; where that is
 * plain
 * ASCII, as in small containers, other letters are lost. A path's URI keeps the bytes, which are UTF-8 on every usual
 * system.
 */
public final class PathNames {
    private static final char LOST = '\uFFFD';

    private PathNames() {}

    /**
     * A file's path relative to a folder, with forward slashes.
     *
     * @param file below the folder
     */
    public static String relative(Path folder, Path file) {
        String text = folder.relativize(file).toString().replace('\\', '/');
        if (text.indexOf(LOST) < 0) {
            return text;
        }
        String start = withSlash(folder.toUri().getRawPath());
        String whole = file.toUri().getRawPath();
        return whole.startsWith(start) ? decoded(whole.substring(start.length())) : text;
    }

    /**
     * The file of a relative path below a folder.
     *
     * @param relative with forward slashes, in any letters
     */
    public static Path resolve(Path folder, String relative) {
        try {
            return folder.resolve(relative);
        } catch (InvalidPathException e) {
            if (relative.indexOf('\u0000') >= 0) {
                throw e;
            }
            String start = withSlash(folder.toUri().toString());
            return Path.of(URI.create(start + encoded(relative)));
        }
    }

    private static String withSlash(String folder) {
        return folder.endsWith("/") ? folder : folder + "/";
    }

    private static String encoded(String relative) {
        StringBuilder text = new StringBuilder();
        for (byte b : relative.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            boolean plain = (c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || (c >= '0' && c <= '9')
                    || "/._-".indexOf(c) >= 0;
            text.append(plain ? String.valueOf(c) : String.format("%%%02X", (int) c));
        }
        return text.toString();
    }

    private static String decoded(String path) {
        byte[] bytes = new byte[path.length()];
        int length = 0;
        for (int i = 0; i < path.length(); i++) {
            boolean escape = path.charAt(i) == '%';
            bytes[length++] = (byte) (escape ? Integer.parseInt(path.substring(i + 1, i + 3), 16) : path.charAt(i));
            i += escape ? 2 : 0;
        }
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }
}
