package org.wsol.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A local web server with configurable faults. */
public final class FaultyServer implements AutoCloseable {
    private final ServerSocket socket;
    private final Map<String, byte[]> files = new ConcurrentHashMap<>();
    private final Map<String, String> redirects = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private volatile int cutAfter = Integer.MAX_VALUE;
    private volatile int status = 200;
    private final AtomicInteger failures = new AtomicInteger();
    private volatile boolean ranges = true;
    private volatile boolean lengths = true;
    private volatile long pauseMillis;
    private volatile int chunk = 1 << 16;
    private volatile String tag = "\"1\"";

    /** Starts the server on a free port. */
    public FaultyServer() throws IOException {
        socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::serve, "faulty-server");
        thread.setDaemon(true);
        thread.start();
    }

    /** The server's address with a path. */
    public URI address(String path) {
        return URI.create("http://127.0.0.1:" + socket.getLocalPort() + path);
    }

    /** Serves a file at a path. */
    public FaultyServer put(String path, byte[] content) {
        files.put(path, content);
        return this;
    }

    /** Redirects requests for a path. */
    public FaultyServer redirect(String path, String to) {
        redirects.put(path, to);
        return this;
    }

    /** Breaks every connection after the given number of bytes of a file. */
    public FaultyServer cutAfter(int bytes) {
        cutAfter = bytes;
        return this;
    }

    /** Responds to the next requests with a status instead of a file. */
    public FaultyServer fail(int withStatus, int times) {
        status = withStatus;
        failures.set(times);
        return this;
    }

    /** Sets whether range requests are supported. */
    public FaultyServer ranges(boolean given) {
        ranges = given;
        return this;
    }

    /** Sets whether the length of a file is sent. */
    public FaultyServer lengths(boolean given) {
        lengths = given;
        return this;
    }

    /** Sends files in chunks with a pause after each. */
    public FaultyServer slow(int bytes, long millis) {
        chunk = bytes;
        pauseMillis = millis;
        return this;
    }

    /** Sets the version (ETag) of its files. */
    public FaultyServer tag(String text) {
        tag = text;
        return this;
    }

    /** The requests so far: their first line and the range, if requested. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    private void serve() {
        while (!socket.isClosed()) {
            try {
                Socket connection = socket.accept();
                Thread thread = new Thread(() -> answer(connection), "faulty-connection");
                thread.setDaemon(true);
                thread.start();
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void answer(Socket connection) {
        try (connection;
                BufferedReader in = new BufferedReader(
                        new InputStreamReader(connection.getInputStream(), StandardCharsets.ISO_8859_1));
                OutputStream out = connection.getOutputStream()) {
            String first = in.readLine();
            if (first == null) {
                return;
            }
            String range = "";
            String ifRange = tag;
            for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
                String[] header = line.split(": *", 2);
                if (header[0].equalsIgnoreCase("Range")) {
                    range = header[1];
                } else if (header[0].equalsIgnoreCase("If-Range")) {
                    ifRange = header[1];
                }
            }
            requests.add(first + (range.isEmpty() ? "" : " " + range));
            // Requests through a proxy contain the whole address.
            String path = first.split(" ", -1)[1].replaceFirst("^http://[^/]*", "");
            respond(out, path, ifRange.equals(tag) ? range : "");
        } catch (IOException | InterruptedException e) {
            // The client has disconnected; this is ignored.
            Thread.currentThread().interrupt();
        }
    }

    private void respond(OutputStream out, String path, String range) throws IOException, InterruptedException {
        if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            head(out, status + " Failure", "Content-Length: 0");
            return;
        }
        if (redirects.containsKey(path)) {
            head(out, "302 Found", "Location: " + redirects.get(path), "Content-Length: 0");
            return;
        }
        byte[] file = files.get(path);
        if (file == null) {
            head(out, "404 Not Found", "Content-Length: 0");
            return;
        }
        int from = ranges && !range.isEmpty() ? Integer.parseInt(range.replaceAll("\\D", "")) : 0;
        if (from >= file.length && from > 0) {
            head(out, "416 Range Not Satisfiable", "Content-Range: bytes */" + file.length, "Content-Length: 0");
            return;
        }
        String length = lengths ? "Content-Length: " + (file.length - from) : "X-Length: none";
        if (from > 0) {
            head(
                    out,
                    "206 Partial Content",
                    length,
                    "ETag: " + tag,
                    "Content-Range: bytes " + from + "-" + (file.length - 1) + "/" + file.length);
        } else {
            head(out, "200 OK", length, "ETag: " + tag);
        }
        int end = (int) Math.min(file.length, (long) from + cutAfter);
        for (int at = from; at < end; at += chunk) {
            out.write(file, at, Math.min(chunk, end - at));
            out.flush();
            if (pauseMillis > 0) {
                Thread.sleep(pauseMillis);
            }
        }
    }

    private static void head(OutputStream out, String statusLine, String... headers) throws IOException {
        String text =
                "HTTP/1.1 " + statusLine + "\r\n" + String.join("\r\n", headers) + "\r\nConnection: close\r\n\r\n";
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
