package org.wsol.serve;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;

/** Reads the body of one request without blocking a thread. */
final class BodyReader {
    /**
     * The longest rest of a body that is discarded after a response was sent early. Most clients read the response only
     * after they have sent the body; if the connection is closed before, they report a broken connection instead of the
     * response.
     */
    private static final int LONGEST_REST = 4 * BodyBudget.LARGEST;

    private static final Duration LONGEST_DISCARDING = Duration.ofSeconds(10);

    private final Request request;
    private boolean begun;

    BodyReader(Request request) {
        this.request = request;
    }

    /**
     * The whole body. Fails with status 413 if it is longer than {@link BodyBudget#LARGEST}, and with 400 if the client
     * does not send all of it.
     */
    CompletableFuture<byte[]> read() {
        begun = true;
        CompletableFuture<byte[]> body = new CompletableFuture<>();
        ByteArrayOutputStream received = new ByteArrayOutputStream();
        next(new Reading() {
            @Override
            public boolean take(ByteBuffer piece) {
                if (received.size() + piece.remaining() > BodyBudget.LARGEST) {
                    return false;
                }
                byte[] bytes = new byte[piece.remaining()];
                piece.get(bytes);
                received.writeBytes(bytes);
                return true;
            }

            @Override
            public void end(End end) {
                switch (end) {
                    case COMPLETE -> body.complete(received.toByteArray());
                    case TOO_LONG ->
                        body.completeExceptionally(new HttpProblem(
                                413, "the body has more than the allowed " + BodyBudget.LARGEST + " bytes"));
                    case BROKEN -> body.completeExceptionally(new HttpProblem(400, "the body could not be read"));
                }
            }
        });
        return body;
    }

    /**
     * Discards what is left of the body, up to a limit of bytes and time.
     *
     * @return completes when nothing is left or a limit is reached; fails if the client is too slow
     */
    CompletableFuture<Void> discardRest() {
        CompletableFuture<Void> done = new CompletableFuture<>();
        if (!begun && request.getHeaders().contains(HttpHeader.EXPECT)) {
            done.complete(null); // the client waits for permission to send the body
            return done;
        }
        next(new Reading() {
            private long discarded;

            @Override
            public boolean take(ByteBuffer piece) {
                discarded += piece.remaining();
                return discarded <= LONGEST_REST;
            }

            @Override
            public void end(End end) {
                done.complete(null);
            }
        });
        return done.orTimeout(LONGEST_DISCARDING.toSeconds(), TimeUnit.SECONDS);
    }

    private void next(Reading reading) {
        while (true) {
            Content.Chunk chunk = request.read();
            if (chunk == null) {
                request.demand(() -> next(reading));
                return;
            }
            if (Content.Chunk.isFailure(chunk)) {
                reading.end(End.BROKEN);
                return;
            }
            boolean last = chunk.isLast();
            boolean fits = reading.take(chunk.getByteBuffer());
            chunk.release();
            if (last || !fits) {
                reading.end(fits ? End.COMPLETE : End.TOO_LONG);
                return;
            }
        }
    }

    private enum End {
        COMPLETE,
        TOO_LONG,
        BROKEN
    }

    /** What happens with the pieces of a body. */
    private interface Reading {
        /** Returns whether the piece is within the limit. */
        boolean take(ByteBuffer piece);

        void end(End end);
    }
}
