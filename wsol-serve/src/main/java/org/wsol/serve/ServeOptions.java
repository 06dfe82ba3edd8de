package org.wsol.serve;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.wsol.core.InvalidInputException;

/**
 * Settings of a service: address and limits. Immutable.
 *
 * @param host the address to listen on; {@code 127.0.0.1} for this machine only
 * @param port the port; 0 for any free one
 * @param batch maximum batch size of the network: 1, 2, 4, 8, 16 or 32
 * @param waiting how long the network waits for more images after the first one
 * @param queue maximum number of images waiting for the network
 * @param perClient maximum number of requests in progress per client address; 0 for no limit, for use behind a proxy
 * @param token the token that clients must send as {@code Authorization: Bearer TOKEN}, if any
 * @param labelStudio whether the routes of a Label Studio ML backend are enabled
 * @param localFiles the folder for Label Studio's {@code /data/local-files/?d=}
 * @param fetchFrom the servers from which images may be fetched, for example {@code http://label-studio:8080}; the
 *     first is used for addresses without a host
 * @param fetchToken the token sent to these as {@code Authorization: Token TOKEN}
 */
public record ServeOptions(
        String host,
        int port,
        int batch,
        Duration waiting,
        int queue,
        int perClient,
        Optional<String> token,
        boolean labelStudio,
        Optional<Path> localFiles,
        List<URI> fetchFrom,
        Optional<String> fetchToken) {
    private static final int MOST_BATCH = 32;
    private static final int MOST_PORT = 65_535;

    /** Rejects invalid values. */
    public ServeOptions {
        Objects.requireNonNull(host, "host"); // Jetty would listen on all addresses
        Objects.requireNonNull(waiting, "waiting");
        Objects.requireNonNull(localFiles, "localFiles");
        require(!host.isBlank(), "--host is empty; 127.0.0.1 is this machine only, 0.0.0.0 all addresses");
        require(
                token.map(secret -> !secret.isBlank()).orElse(true),
                "the token is empty; nobody could use the service");
        require(
                fetchToken.map(secret -> !secret.isBlank()).orElse(true),
                "the token for fetching is empty; leave it out for servers that need none");
        fetchFrom = List.copyOf(fetchFrom);
        require(port >= 0 && port <= MOST_PORT, "a port must be between 0 and 65535, was " + port);
        require(
                batch >= 1 && batch <= MOST_BATCH && Integer.bitCount(batch) == 1,
                "--batch is 1, 2, 4, 8, 16 or 32, was " + batch);
        require(queue >= 1, "--queue is at least 1, was " + queue);
        require(perClient >= 0, "--per-client is at least 0, was " + perClient);
        require(!waiting.isNegative(), "--wait is at least 0 ms");
        for (URI place : fetchFrom) {
            boolean proper =
                    place.getHost() != null && ("http".equals(place.getScheme()) || "https".equals(place.getScheme()));
            require(proper, "--fetch-from takes an address such as http://label-studio:8080, was " + place);
        }
    }

    /** Without the tokens, because options are logged. */
    @Override
    public String toString() {
        return "ServeOptions[" + host + ":" + port + ", batch=" + batch + ", waiting=" + waiting + ", queue=" + queue
                + ", perClient=" + perClient + ", token=" + (token.isPresent() ? "set" : "none") + ", labelStudio="
                + labelStudio + ", localFiles=" + localFiles + ", fetchFrom=" + fetchFrom + ", fetchToken="
                + (fetchToken.isPresent() ? "set" : "none") + "]";
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new InvalidInputException(otherwise);
        }
    }

    /**
     * Defaults: this machine only, port 8080, batches of up to 8 images, no waiting, a queue of 64 images, no fetching.
     */
    public static ServeOptions standard() {
        return new ServeOptions(
                "127.0.0.1",
                8080,
                8,
                Duration.ZERO,
                64,
                0,
                Optional.empty(),
                false,
                Optional.empty(),
                List.of(),
                Optional.empty());
    }

    /** The same with another address and port. */
    public ServeOptions at(String otherHost, int otherPort) {
        return new ServeOptions(
                otherHost,
                otherPort,
                batch,
                waiting,
                queue,
                perClient,
                token,
                labelStudio,
                localFiles,
                fetchFrom,
                fetchToken);
    }

    /** The same with other sizes of batch and queue. */
    public ServeOptions with(int otherBatch, Duration otherWaiting, int otherQueue) {
        return new ServeOptions(
                host,
                port,
                otherBatch,
                otherWaiting,
                otherQueue,
                perClient,
                token,
                labelStudio,
                localFiles,
                fetchFrom,
                fetchToken);
    }

    /** The same with a token that clients must send. */
    public ServeOptions withToken(String secret) {
        return new ServeOptions(
                host,
                port,
                batch,
                waiting,
                queue,
                perClient,
                Optional.of(secret),
                labelStudio,
                localFiles,
                fetchFrom,
                fetchToken);
    }

    /** The same with a limit of requests in progress per client address. */
    public ServeOptions withPerClient(int most) {
        return new ServeOptions(
                host, port, batch, waiting, queue, most, token, labelStudio, localFiles, fetchFrom, fetchToken);
    }

    /** The same with the routes of a Label Studio ML backend. */
    public ServeOptions withLabelStudio(Optional<Path> folder, List<URI> places, Optional<String> secret) {
        return new ServeOptions(host, port, batch, waiting, queue, perClient, token, true, folder, places, secret);
    }
}
