package org.wsol.serve;

import java.util.Map;

/** An error response to a request: a status and a message for the client. */
final class HttpProblem extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;
    private final transient Map<String, String> headers;

    HttpProblem(int status, String message) {
        this(status, message, Map.of());
    }

    HttpProblem(int status, String message, Map<String, String> headers) {
        super(message);
        this.status = status;
        this.headers = Map.copyOf(headers);
    }

    /** A temporary problem; the response states after how many seconds to retry. */
    static HttpProblem later(int status, String message) {
        return new HttpProblem(status, message, Map.of("Retry-After", "1"));
    }

    int status() {
        return status;
    }

    Map<String, String> headers() {
        return headers;
    }
}
