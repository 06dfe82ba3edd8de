package org.wsol.serve;

import java.util.concurrent.CompletableFuture;

/**
 * A method, a path and their handler.
 *
 * @param method GET or POST
 * @param path without parameters
 * @param isOpen whether it is accessible without a token
 * @param work its handler; runs in any thread and must not block
 */
record Route(String method, String path, boolean isOpen, Work work) {

    /** Answers requests. */
    interface Work {
        CompletableFuture<Answer> answer(Incoming request);
    }

    static Route get(String path, java.util.function.Function<Incoming, Answer> work) {
        return new Route("GET", path, false, request -> CompletableFuture.completedFuture(work.apply(request)));
    }

    static Route openGet(String path, java.util.function.Function<Incoming, Answer> work) {
        return new Route("GET", path, true, request -> CompletableFuture.completedFuture(work.apply(request)));
    }

    static Route post(String path, Work work) {
        return new Route("POST", path, false, work);
    }

    boolean takesBody() {
        return method.equals("POST");
    }
}
