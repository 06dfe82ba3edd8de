package org.wsol.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.assertj.core.api.ThrowableAssert;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wsol.pipeline.LocalizationOptions;
import org.wsol.pipeline.Prediction;
import org.wsol.pipeline.PreparedImage;

/** Slow clients get an error response. */
class TimeLimitsTest {
    @TempDir
    private Path folder;

    @Test
    void respondsWith504AfterATimeoutAnd503ForAFullQueue() throws Exception {
        ServedModel model = ServedModel.load("a", Service.model(folder, 1), 1);
        RequestLife gone = new RequestLife();
        gone.callerIsGone();
        try (Batcher batcher = new Batcher(1, Duration.ZERO, 1, new Metrics())) {
            List<PreparedImage> images = List.of(
                    model.localizer().prepare(Photos.decode(model.model(), "a", Service.picture("png", 40, 40, 0))));
            CompletableFuture<Supplier<Prediction>> late = batcher.submit(
                            model, images, LocalizationOptions.standard(), gone)
                    .get(0);
            assertComeAgain(() -> batcher.submit(model, images, LocalizationOptions.standard(), gone), 503);
            batcher.start();
            assertComeAgain(
                    () -> {
                        try {
                            late.join();
                        } catch (CompletionException e) {
                            throw e.getCause();
                        }
                    },
                    504);
        } finally {
            model.retire();
        }
    }

    @Test
    void tooManyRequestsPerAddressAndTooManyBodiesGetARetryHeader() {
        ClientLimit limit = new ClientLimit(2);
        limit.enter("a");
        limit.enter("a");
        assertComeAgain(() -> limit.enter("a"), 429);
        limit.enter("b");
        limit.leave("a");
        limit.enter("a");
        BodyBudget budget = new BodyBudget();
        List<Runnable> given = new ArrayList<>();
        assertComeAgain(
                () -> {
                    for (int i = 0; i < 100; i++) {
                        given.add(budget.reserve(BodyBudget.LARGEST));
                    }
                },
                503);
        assertThat(given).hasSizeBetween(4, 99);
        given.get(0).run();
        given.get(0).run(); // releases only once
        budget.reserve(-1);
        assertComeAgain(() -> budget.reserve(-1), 503);
    }

    private static void assertComeAgain(ThrowableAssert.ThrowingCallable work, int status) {
        assertThatThrownBy(work).isInstanceOfSatisfying(HttpProblem.class, problem -> {
            assertThat(problem.status()).isEqualTo(status);
            assertThat(problem.headers()).containsEntry("Retry-After", "1");
        });
    }

    /** Two kilobytes per second are fast enough to avoid the idle timeout, but too slow for the total limit. */
    @Test
    @Tag("slow")
    void respondsWith408ToABodyThatTakesLongerThanHalfAMinute() throws Exception {
        try (LocalizationServer server = LocalizationServer.start(
                        ServeOptions.standard().at("127.0.0.1", 0), Map.of("a", Service.model(folder, 1)));
                Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.setSoTimeout(60_000);
            CompletableFuture<String> answer = CompletableFuture.supplyAsync(() -> answer(socket));
            OutputStream out = socket.getOutputStream();
            out.write("POST /v1/localize HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < 120 && !answer.isDone(); i++) {
                try {
                    out.write(new byte[1000]);
                } catch (java.io.IOException e) {
                    break; // the connection was closed after the response
                }
                TimeUnit.MILLISECONDS.sleep(500);
            }
            assertThat(answer.get(10, TimeUnit.SECONDS))
                    .startsWith("HTTP/1.1 408")
                    .contains("within 30 seconds");
        }
    }

    private static String answer(Socket socket) {
        try {
            InputStream in = socket.getInputStream();
            byte[] start = in.readNBytes(400);
            return new String(start, StandardCharsets.US_ASCII);
        } catch (java.io.IOException e) {
            return "no answer: " + e;
        }
    }
}
