package org.wsol.core.internal.io;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.StreamSupport;

/**
 * Converts between file names and text independently of the locale. Java converts names with the locale's character
 * set; if that is plain ASCII, as in minimal containers, other letters are lost. A path's URI keeps the bytes, which
 * are UTF-8 on all common systems.
 */
public final class PathNames {
    /** The replacement for a letter that the locale does not support. */
    static final char LOST = '\uFFFD';

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
     * A path that a user has typed. {@code ~/} is the home folder, which a shell does not expand after {@code =}.
     *
     * @throws InvalidPathException if it cannot be a path on this system
     */
    public static Path typed(String text) {
        return text.startsWith("~/") ? home().resolve(text.substring(2)) : Path.of(text);
    }

    /** The home folder as in a shell: the variable {@code HOME}, which Java does not use, or else that of the account. */
    public static Path home() {
        return home(System.getenv(), System.getProperty("user.home"));
    }

    static Path home(Map<String, String> environment, String ofAccount) {
        String named = environment.getOrDefault("HOME", "");
        return named.startsWith("/") ? Path.of(named) : Path.of(ofAccount);
    }

    /** A path as text, relative or absolute as it was given. */
    public static String text(Path file) {
        String text = file.toString();
        if (text.indexOf(LOST) < 0) {
            return text;
        }
        String whole = decoded(file.toUri().getRawPath());
        String here = decoded(withSlash(Path.of("").toUri().getRawPath()));
        return !file.isAbsolute() && whole.startsWith(here) ? whole.substring(here.length()) : whole;
    }

    /** The name of a file without its folders. */
    public static String name(Path file) {
        String text = text(file.toAbsolutePath().normalize()).replace('\\', '/');
        return text.substring(text.lastIndexOf('/') + 1);
    }

    /**
     * Resolves a relative path below a folder.
     *
     * @param relative with forward slashes; may contain any letters
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

    /**
     * Whether the name belongs to a file created as a by-product by systems or programs: hidden files and folders,
     * those in archives made on a Mac, thumbnails.
     */
    public static boolean isLeftBehind(Path name) {
        String text = name.toString();
        return text.startsWith(".") || text.equals("__MACOSX") || text.equals("@eaDir");
    }

    /**
     * Whether a file or one of its parent folders is such a by-product.
     *
     * @param file below the folder
     */
    public static boolean isLeftBehind(Path folder, Path file) {
        return StreamSupport.stream(folder.relativize(file).spliterator(), false)
                .anyMatch(PathNames::isLeftBehind);
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
