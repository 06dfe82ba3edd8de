package org.wsol.serve;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.server.handler.MinimumDataRateHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.wsol.core.InvalidInputException;
import org.wsol.core.StorageException;
import org.wsol.core.WsolException;

/** An HTTP service of trained localizers. Holds the models' memory until {@link #close}. */
public final class LocalizationServer implements AutoCloseable {
    private static final int HTTP_THREADS = 16;
    private static final int FIRST_FREE_PORT = 1024;
    private static final int LAST_PORT = 65_535;
    private static final int FETCHING_THREADS = 8;
    private static final Duration IDLE = Duration.ofSeconds(10);
    /** How long requests on open connections are rejected with a response before the connections are closed. */
    private static final Duration REJECTING = Duration.ofSeconds(1);

    private static final long POLL_MILLIS = 20;
    private static final int SLOWEST_BYTES_A_SECOND = 1000;
    private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

    private final ServeOptions options;
    private volatile boolean closed;
    private final Metrics metrics = new Metrics();
    private final ModelShelf shelf;
    private final Batcher batcher;
    private final Localizing localizing;
    private final ExecutorService fetching = Executors.newFixedThreadPool(FETCHING_THREADS);
    private final Server server;
    private final ServerConnector connector;
    private final GracefulHandler graceful;

    private LocalizationServer(ServeOptions options, Map<String, Path> models) {
        this.options = options;
        this.shelf = new ModelShelf(models, options.batch());
        this.batcher = new Batcher(options.batch(), options.waiting(), options.queue(), metrics);
        this.localizing = new Localizing(shelf, batcher, options.queue());
        QueuedThreadPool threads = new QueuedThreadPool(HTTP_THREADS);
        threads.setName("wsol-http");
        this.server = new Server(threads);
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        this.connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        connector.setHost(options.host());
        connector.setPort(options.port());
        connector.setIdleTimeout(IDLE.toMillis());
        server.addConnector(connector);
        Router router = new Router(routes(), options, metrics);
        this.graceful = new GracefulHandler(new MinimumDataRateHandler(router, SLOWEST_BYTES_A_SECOND, 0));
        server.setHandler(graceful);
        server.setErrorHandler(new JsonErrors());
        server.setStopTimeout(RequestLife.LONGEST.toMillis());
    }

    /** Jetty repeats a cause for every connector and for itself. */
    private static Throwable rootOf(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    /**
     * Starts a service. It responds to {@code /health} immediately and to other requests when all models are loaded, at
     * which point this method returns.
     *
     * @param models files or run folders by name, at least one; the first in the order of the map is the default, so use
     *     a map with an order, for example {@link java.util.LinkedHashMap}, for several models
     * @throws org.wsol.core.InvalidInputException if there is no model, or one cannot be loaded
     * @throws StorageException if the server cannot listen at the address
     */
    public static LocalizationServer start(ServeOptions options, Map<String, Path> models) {
        if (models.isEmpty()) {
            throw new InvalidInputException("a service needs at least one model");
        }
        LocalizationServer service = new LocalizationServer(options, models);
        try {
            service.server.start();
        } catch (Exception e) { // Jetty declares no narrower exception
            service.close();
            throw notListening(options, e);
        }
        try {
            service.batcher.start();
            service.shelf.load();
            return service;
        } catch (RuntimeException e) {
            service.close();
            throw e;
        }
    }

    private static StorageException notListening(ServeOptions options, Exception e) {
        Throwable root = rootOf(e);
        int other = options.port() >= FIRST_FREE_PORT && options.port() < LAST_PORT ? options.port() + 1 : 8080;
        boolean isTaken = String.valueOf(root.getMessage()).contains("in use");
        StorageException error = new StorageException("cannot listen at " + options.host() + ":" + options.port() + ": "
                + WsolException.reason(root)
                + (isTaken
                        ? "; another program uses this port; choose another, for example --port " + other
                        : "; --host names an address of this machine, --port a port from " + FIRST_FREE_PORT));
        error.initCause(e);
        return error;
    }

    private void rejectRequests() throws InterruptedException {
        CompletableFuture<Void> unused = graceful.shutdown(); // server.stop() waits for it
        connector.close();
        long end = System.nanoTime() + REJECTING.toNanos();
        while (!connector.getConnectedEndPoints().isEmpty() && System.nanoTime() < end) {
            Thread.sleep(POLL_MILLIS);
        }
    }

    /**
     * The port it listens on.
     *
     * @throws IllegalStateException if the server was closed
     */
    public int port() {
        requireOpen();
        return connector.getLocalPort();
    }

    /**
     * Loads all models again from their files. Requests use the current models until the new ones are ready; if one
     * cannot be loaded, the current ones are kept.
     *
     * @return whether all models were loaded
     * @throws IllegalStateException if the server was closed
     */
    public boolean reload() {
        requireOpen();
        boolean loaded = shelf.reload();
        if (loaded) {
            metrics.reloaded();
        }
        return loaded;
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("this server was closed");
        }
    }

    /** Whether {@link #close} was called. */
    public boolean isClosed() {
        return closed;
    }

    /** Waits until the server is closed. */
    public void join() throws InterruptedException {
        server.join();
    }

    /** The supported methods and paths, as {@code METHOD PATH}. */
    List<String> paths() {
        return routes().stream()
                .map(route -> route.method() + " " + route.path())
                .toList();
    }

    private List<Route> routes() {
        List<Route> routes = new ArrayList<>();
        routes.add(PageFiles.route("/", "page.html", "text/html; charset=utf-8"));
        routes.add(PageFiles.route("/page.js", "page.js", "text/javascript; charset=utf-8"));
        routes.add(PageFiles.route("/page.css", "page.css", "text/css; charset=utf-8"));
        routes.add(PageFiles.route("/openapi.yaml", "openapi.yaml", "application/yaml"));
        routes.add(Route.openGet("/health", request -> health()));
        routes.add(Route.openGet("/ready", request -> ready()));
        routes.add(Route.get(
                "/metrics", request -> Answer.text(TEXT, metrics.text(batcher::waiting, localizing::waitingForMaps))));
        routes.add(Route.get("/v1/model", request -> models()));
        routes.add(Route.post("/v1/localize", new LocalizeRoute(localizing)));
        if (options.labelStudio()) {
            LabelStudio backend = new LabelStudio(localizing, new TaskImages(options), fetching);
            routes.add(
                    Route.post("/setup", request -> CompletableFuture.completedFuture(LabelStudio.setup(version()))));
            routes.add(Route.post("/predict", request -> backend.predict(request, version())));
        }
        return routes;
    }

    private Answer health() {
        return Answer.json(JsonNodeFactory.instance.objectNode().put("status", "UP"));
    }

    private Answer ready() {
        if (!shelf.isReady()) {
            throw HttpProblem.later(503, "the models are being loaded");
        }
        return Answer.json(JsonNodeFactory.instance.objectNode().put("status", "READY"));
    }

    private Answer models() {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        ArrayNode all = root.putArray("models");
        shelf.all().forEach(model -> all.add(model.card()));
        return Answer.json(root);
    }

    private String version() {
        return shelf.all().stream().findFirst().map(ServedModel::name).orElse("none");
    }

    /**
     * Stops accepting connections, rejects further requests on open ones with status 503, completes accepted requests,
     * and frees the models.
     */
    @Override
    public void close() {
        closed = true;
        try {
            rejectRequests();
            server.stop();
        } catch (Exception e) { // Jetty declares no narrower exception
            throw new IllegalStateException("the HTTP server does not stop", e);
        } finally {
            batcher.close();
            localizing.close();
            fetching.shutdown();
            shelf.close();
        }
    }
}
