package org.wsol.serve;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wsol.core.InvalidInputException;

/** Finds the route of a request, reads its body without blocking a thread, and sends the response. */
final class Router extends Handler.Abstract.NonBlocking {
    private static final Logger LOG = LoggerFactory.getLogger(Router.class);
    private static final int SERVER_ERROR = 500;
    /** Stands for a body that was not received in time. */
    private static final byte[] LATE = {};

    private final List<Route> routes;
    private final Optional<String> token;
    private final Metrics metrics;
    private final BodyBudget budget = new BodyBudget();
    private final ClientLimit clients;

    Router(List<Route> routes, ServeOptions options, Metrics metrics) {
        this.routes = List.copyOf(routes);
        this.token = options.token();
        this.metrics = metrics;
        this.clients = new ClientLimit(options.perClient());
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        long began = System.nanoTime();
        String path = Request.getPathInContext(request);
        Exchange exchange = new Exchange(request, response, callback, began, metrics);
        try {
            Route route = route(request.getMethod(), path);
            exchange.of(route);
            requireToken(route, request);
            if (!route.takesBody()) {
                exchange.bodyIsIn();
                CompletableFuture<?> unused = route.work()
                        .answer(incoming(request, new byte[0], exchange))
                        .whenComplete(exchange::finish); // which also handles failures
                return true;
            }
            String address = Request.getRemoteAddr(request);
            clients.enter(address);
            exchange.onEnd(() -> clients.leave(address));
            Runnable give = budget.reserve(request.getLength());
            exchange.onEnd(give);
            answerWithBody(route, request, exchange);
        } catch (RuntimeException e) {
            exchange.finish(null, e);
        }
        return true;
    }

    private void answerWithBody(Route route, Request request, Exchange exchange) {
        CompletableFuture<?> unused = exchange.body()
                .read()
                .completeOnTimeout(LATE, RequestLife.LONGEST.toSeconds(), TimeUnit.SECONDS)
                // In another thread, because this one reads from the network.
                .thenComposeAsync(
                        content -> {
                            if (content == LATE) {
                                throw new HttpProblem(
                                        408,
                                        "the body was not received within " + RequestLife.LONGEST.toSeconds()
                                                + " seconds");
                            }
                            exchange.bodyIsIn();
                            return route.work().answer(incoming(request, content, exchange));
                        },
                        request.getComponents().getExecutor())
                .orTimeout(RequestLife.LONGEST.toSeconds() + 1, TimeUnit.SECONDS)
                .whenComplete(exchange::finish);
    }

    private Route route(String method, String path) {
        List<Route> there =
                routes.stream().filter(route -> route.path().equals(path)).toList();
        if (there.isEmpty()) {
            throw new HttpProblem(404, "there is nothing at this path; GET /openapi.yaml lists the paths");
        }
        return there.stream()
                .filter(route -> route.method().equals(method)
                        || (method.equals("HEAD") && route.method().equals("GET")))
                .findFirst()
                .orElseThrow(() -> {
                    String allowed = there.stream().map(Route::method).collect(Collectors.joining(", "));
                    return new HttpProblem(405, "this path accepts " + allowed + " only", Map.of("Allow", allowed));
                });
    }

    private void requireToken(Route route, Request request) {
        if (route.isOpen() || token.isEmpty()) {
            return;
        }
        String sent = Optional.ofNullable(request.getHeaders().get(HttpHeader.AUTHORIZATION))
                .orElse("");
        byte[] expected = ("Bearer " + token.get()).getBytes(StandardCharsets.UTF_8);
        if (!MessageDigest.isEqual(sent.getBytes(StandardCharsets.UTF_8), expected)) {
            throw new HttpProblem(
                    401, "send the token as 'Authorization: Bearer TOKEN'", Map.of("WWW-Authenticate", "Bearer"));
        }
    }

    private static Incoming incoming(Request request, byte[] body, Exchange exchange) {
        Map<String, String> query = new LinkedHashMap<>();
        try {
            for (Fields.Field field : Request.extractQueryParameters(request)) {
                if (field.getValues().size() > 1) {
                    throw new HttpProblem(400, "a parameter is given more than once: " + field.getName());
                }
                query.put(field.getName(), field.getValue());
            }
        } catch (HttpProblem e) {
            throw e;
        } catch (RuntimeException e) {
            throw new HttpProblem(400, "the query parameters cannot be read");
        }
        return new Incoming(
                query,
                header(request, HttpHeader.CONTENT_TYPE),
                header(request, HttpHeader.ACCEPT),
                body,
                exchange.life());
    }

    private static String header(Request request, HttpHeader name) {
        return Optional.ofNullable(request.getHeaders().get(name)).orElse("");
    }

    /** One request and its response, which is sent once. */
    private static final class Exchange {
        private final Request request;
        private final Response response;
        private final Callback callback;
        private final long began;
        private final Metrics metrics;
        private final RequestLife life = new RequestLife();
        private final java.util.List<Runnable> endings = new java.util.ArrayList<>();
        private final AtomicBoolean bodyIsIn = new AtomicBoolean();
        private final BodyReader body;
        private String route = "other";

        Exchange(Request request, Response response, Callback callback, long began, Metrics metrics) {
            this.request = request;
            this.response = response;
            this.callback = callback;
            this.began = began;
            this.metrics = metrics;
            this.body = new BodyReader(request);
            request.addFailureListener(failure -> life.callerIsGone());
            // An idle timeout is the client's fault only while its body is incomplete.
            request.addIdleTimeoutListener(silence -> !bodyIsIn.get());
        }

        void of(Route found) {
            route = found.path();
        }

        BodyReader body() {
            return body;
        }

        void onEnd(Runnable ending) {
            endings.add(ending);
        }

        void bodyIsIn() {
            bodyIsIn.set(true);
        }

        RequestLife life() {
            return life;
        }

        void finish(
                @org.jspecify.annotations.Nullable Answer answer, @org.jspecify.annotations.Nullable Throwable error) {
            endings.forEach(Runnable::run);
            Answer sent = error == null && answer != null ? answer : Answer.problem(problem(error));
            metrics.request(route, sent.status(), System.nanoTime() - began);
            response.setStatus(sent.status());
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, sent.type());
            response.getHeaders().put("X-Content-Type-Options", "nosniff");
            response.getHeaders().put("Cache-Control", "no-store");
            sent.headers().forEach((name, value) -> response.getHeaders().put(name, value));
            response.getHeaders().put(HttpHeader.CONTENT_LENGTH, sent.body().length);
            ByteBuffer content = ByteBuffer.wrap(request.getMethod().equals("HEAD") ? new byte[0] : sent.body());
            if (sent.status() == 408) { // the client is too slow to wait for the rest
                response.getHeaders().put(HttpHeader.CONNECTION, "close");
                response.write(true, content, callback);
            } else {
                response.write(true, content, Callback.from(this::discardRest, callback::failed));
            }
        }

        private void discardRest() {
            CompletableFuture<?> unused = body.discardRest().whenComplete((nothing, tooSlow) -> {
                if (tooSlow == null) {
                    callback.succeeded();
                } else {
                    callback.failed(tooSlow);
                }
            });
        }

        private static HttpProblem problem(@org.jspecify.annotations.Nullable Throwable error) {
            Throwable cause =
                    error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
            if (cause instanceof HttpProblem problem) {
                return problem;
            } else if (cause instanceof TimeoutException) {
                return HttpProblem.later(504, "the response was not ready in time");
            } else if (cause instanceof InvalidInputException invalid) {
                return new HttpProblem(422, String.valueOf(invalid.getMessage()));
            }
            LOG.error("a request failed with an internal error", cause);
            return new HttpProblem(SERVER_ERROR, "internal error; see the log of the server");
        }
    }
}
