package org.wsol.serve;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The files and fields of a {@code multipart/form-data} body (RFC 7578). */
final class Multipart {
    private static final Pattern BOUNDARY =
            Pattern.compile("(?i)multipart/form-data\\s*;.*?boundary=(?:\"([^\"]{1,70})\"|([^;\\s]{1,70})).*");
    private static final Pattern FILE_NAME = Pattern.compile("(?is).*\\bfilename=(?:\"([^\"\r\n]*)\"|([^\";\\s]+)).*");
    private static final Pattern FIELD_NAME = Pattern.compile("(?is).*[;\\s]name=(?:\"([^\"\r\n]*)\"|([^\";\\s]+)).*");
    private static final byte[] HEAD_END = {'\r', '\n', '\r', '\n'};
    private static final int MOST_PARTS = 64;
    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_FIELD = 1000;

    private Multipart() {}

    /** A file with the name given by the sender, and its bytes. */
    record Part(String name, byte[] content) {}

    /**
     * A form.
     *
     * @param files the parts that have a file name, in order
     * @param fields the values of the other parts by name
     */
    record Form(List<Part> files, Map<String, String> fields) {}

    static boolean isMultipart(String contentType) {
        return contentType.regionMatches(true, 0, "multipart/", 0, "multipart/".length());
    }

    /** Reads a form. */
    static Form read(String contentType, byte[] body) {
        Matcher found = BOUNDARY.matcher(contentType);
        if (!found.matches()) {
            throw new HttpProblem(415, "only multipart/form-data with a boundary is accepted");
        }
        String boundary = found.group(1) != null ? found.group(1) : found.group(2);
        byte[] mark = ("--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
        Form form = new Form(new ArrayList<>(), new LinkedHashMap<>());
        int at = find(body, mark, 0);
        while (at >= 0 && !isLast(body, at + mark.length)) {
            int begin = at + mark.length + 2;
            int end = find(body, mark, begin);
            if (end < 0) {
                throw new HttpProblem(400, "the body ends within a part");
            }
            part(body, begin, end - 2, form);
            requireFew(form.files().size(), "files");
            requireFew(form.fields().size(), "fields of a form");
            at = end;
        }
        if (at < 0) {
            throw new HttpProblem(400, "the body does not end with its boundary");
        }
        return form;
    }

    private static void requireFew(int count, String what) {
        if (count > MOST_PARTS) {
            throw new HttpProblem(413, "at most " + MOST_PARTS + " " + what + " are accepted at a time");
        }
    }

    /** The quoted or unquoted value of a header's parameter. */
    private static String value(Matcher parameter) {
        return parameter.group(1) == null ? parameter.group(2) : parameter.group(1);
    }

    private static boolean isLast(byte[] body, int at) {
        return at + 1 < body.length && body[at] == '-' && body[at + 1] == '-';
    }

    private static void part(byte[] body, int begin, int end, Form form) {
        int headEnd = find(body, HEAD_END, begin);
        if (headEnd < 0 || headEnd + HEAD_END.length > end) {
            throw new HttpProblem(400, "a part of the body has no header");
        }
        String head = new String(body, begin, headEnd - begin, StandardCharsets.UTF_8);
        byte[] content = Arrays.copyOfRange(body, headEnd + HEAD_END.length, end);
        Matcher file = FILE_NAME.matcher(head);
        if (file.matches()) {
            String name = value(file);
            form.files().add(new Part(name.substring(0, Math.min(LONGEST_NAME, name.length())), content));
        } else {
            field(head, content, form.fields());
        }
    }

    private static void field(String head, byte[] content, Map<String, String> fields) {
        Matcher found = FIELD_NAME.matcher(head);
        if (!found.matches()) {
            throw new HttpProblem(400, "a part of the form has no name");
        }
        String name = value(found);
        if (content.length > LONGEST_FIELD) {
            throw new HttpProblem(
                    400,
                    "the form field '" + name + "' is longer than " + LONGEST_FIELD
                            + " bytes; files need a file name, for example curl -F image=@photo.jpg");
        }
        if (fields.put(name, new String(content, StandardCharsets.UTF_8)) != null) {
            throw new HttpProblem(400, "a parameter is given more than once: " + name);
        }
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
