package org.wsol.core.internal.lists;

import java.util.Optional;

/**
 * Validates the ids of images and masks in annotation files: only plain relative paths are allowed, so that a list
 * cannot refer to files outside its folder.
 */
public final class ImageIds {
    private ImageIds() {}

    /** The reason why a text is not a valid id; empty if it is valid. */
    public static Optional<String> problem(String id) {
        if (id.isBlank()) {
            return Optional.of("the image id is empty");
        }
        if (id.startsWith("/") || id.startsWith("\\") || (id.length() > 1 && id.charAt(1) == ':')) {
            return Optional.of("the image id '" + id + "' is an absolute path; ids are relative to the image folder");
        }
        if (id.indexOf('\\') >= 0 || id.chars().anyMatch(c -> c < ' ')) {
            return Optional.of("the image id '" + id + "' contains a backslash or control character; use slashes");
        }
        for (String part : id.split("/", -1)) {
            if (part.equals("..") || part.equals(".") || part.isEmpty()) {
                return Optional.of(
                        "the image id '" + id + "' contains '" + part + "/'; ids must not leave the image folder");
            }
        }
        return Optional.empty();
    }
}
