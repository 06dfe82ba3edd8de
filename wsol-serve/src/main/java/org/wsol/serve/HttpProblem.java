package org.wsol.serve;

import java.util.Map;

/** A request that is answered with an error: a status and a sentence for whoever sent it. */
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

    /** A temporary problem: the answer says after how many seconds to come again. */
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
