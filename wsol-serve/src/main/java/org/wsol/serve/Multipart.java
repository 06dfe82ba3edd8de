package org.wsol.serve;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The files of a {@code multipart/form-data} body (RFC 7578). */
final class Multipart {
    private static final Pattern BOUNDARY =
            Pattern.compile("(?i)multipart/form-data\\s*;.*?boundary=(?:\"([^\"]{1,70})\"|([^;\\s]{1,70})).*");
    private static final Pattern FILE_NAME = Pattern.compile("(?is).*\\bfilename=\"([^\"\r\n]*)\".*");
    private static final byte[] HEAD_END = {'\r', '\n', '\r', '\n'};
    private static final int MOST_PARTS = 64;
    private static final int LONGEST_NAME = 200;

    private Multipart() {}

    /** A file with the name given by the sender, and its bytes. */
    record Part(String name, byte[] content) {}

    static boolean isMultipart(String contentType) {
        return contentType.regionMatches(true, 0, "multipart/", 0, "multipart/".length());
    }

    /** The parts that have a file name, in order. */
    static List<Part> files(String contentType, byte[] body) {
        Matcher found = BOUNDARY.matcher(contentType);
        if (!found.matches()) {
            throw new HttpProblem(415, "only multipart/form-data with a boundary is accepted");
        }
        String boundary = found.group(1) != null ? found.group(1) : found.group(2);
        byte[] mark = ("--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
        List<Part> parts = new ArrayList<>();
        int at = find(body, mark, 0);
        while (at >= 0 && !isLast(body, at + mark.length)) {
            int begin = at + mark.length + 2;
            int end = find(body, mark, begin);
            if (end < 0) {
                throw new HttpProblem(400, "the body ends within a part");
            }
            part(body, begin, end - 2).ifPresent(parts::add);
            if (parts.size() > MOST_PARTS) {
                throw new HttpProblem(413, "at most " + MOST_PARTS + " files are accepted at a time");
            }
            at = end;
        }
        if (at < 0) {
            throw new HttpProblem(400, "the body does not end with its boundary");
        }
        return parts;
    }

    private static boolean isLast(byte[] body, int at) {
        return at + 1 < body.length && body[at] == '-' && body[at + 1] == '-';
    }

    private static Optional<Part> part(byte[] body, int begin, int end) {
        int headEnd = find(body, HEAD_END, begin);
        if (headEnd < 0 || headEnd + HEAD_END.length > end) {
            throw new HttpProblem(400, "a part of the body has no header");
        }
        String head = new String(body, begin, headEnd - begin, StandardCharsets.UTF_8);
        Matcher name = FILE_NAME.matcher(head);
        if (!name.matches()) {
            return Optional.empty();
        }
        String shown =
                name.group(1).substring(0, Math.min(LONGEST_NAME, name.group(1).length()));
        return Optional.of(new Part(shown, Arrays.copyOfRange(body, headEnd + HEAD_END.length, end)));
    }

    private static int find(byte[] body, byte[] wanted, int from) {
        for (int at = from; at <= body.length - wanted.length; at++) {
            if (body[at] == wanted[0] && Arrays.equals(body, at, at + wanted.length, wanted, 0, wanted.length)) {
                return at;
            }
        }
        return -1;
    }
}
