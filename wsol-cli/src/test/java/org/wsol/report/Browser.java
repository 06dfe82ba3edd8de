package org.wsol.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A headless Chromium with one tab, driven through its DevTools protocol. */
final class Browser implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration START = Duration.ofSeconds(40);

    private final Process process;
    private final DevTools tools;

    private Browser(Process process, DevTools tools) {
        this.process = process;
        this.tools = tools;
    }

    /** The browser program, if available: the system property {@code wsol.chromium}, or one found on the path. */
    static Optional<Path> program() {
        Optional<Path> named =
                Optional.ofNullable(System.getProperty("wsol.chromium")).map(Path::of);
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        Stream<Path> found = Stream.of("chromium", "chromium-browser", "google-chrome")
                .flatMap(name -> Stream.of(path.split(File.pathSeparator)).map(folder -> Path.of(folder, name)));
        return Stream.concat(named.stream(), found).filter(Files::isExecutable).findFirst();
    }

    /**
     * Starts the browser.
     *
     * @param profile an empty folder for its files
     */
    static Browser start(Path program, Path profile) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(List.of(
                        program.toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-quic",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile,
                        "about:blank"))
                .redirectErrorStream(true)
                .redirectOutput(profile.resolve("browser.log").toFile())
                .start();
        try {
            URI socket = tabSocket(port(process, profile.resolve("DevToolsActivePort")));
            DevTools tools = DevTools.connect(socket);
            for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
                tools.call(domain + ".enable", Map.of());
            }
            return new Browser(process, tools);
        } catch (IOException | InterruptedException | RuntimeException e) {
            stop(process);
            throw e;
        }
    }

    private static int port(Process process, Path portFile) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + START.toNanos();
        while (System.nanoTime() < deadline && process.isAlive()) {
            if (Files.isRegularFile(portFile)) {
                List<String> lines = Files.readAllLines(portFile);
                if (lines.size() > 1) {
                    return Integer.parseInt(lines.get(0));
                }
            }
            Thread.sleep(50);
        }
        throw new IOException("the browser did not start");
    }

    private static URI tabSocket(int port) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/json/list"))
                .build();
        String answer = HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
        for (JsonNode target : JSON.readTree(answer)) {
            if (target.path("type").asText().equals("page")) {
                return URI.create(target.path("webSocketDebuggerUrl").asText());
            }
        }
        throw new IOException("the browser has no tab: " + answer);
    }

    /** Opens a file and waits until it is loaded and its photos are drawn. */
    void open(Path page) throws InterruptedException {
        tools.forgetEvents();
        tools.call("Page.navigate", Map.of("url", page.toUri().toString()));
        waitUntil("document.readyState === 'complete' && location.protocol === 'file:'");
        waitUntil("[...document.querySelectorAll('#cards canvas')].every(c => c.dataset.box)");
    }

    /** Waits until an expression is true. */
    void waitUntil(String expression) throws InterruptedException {
        long deadline = System.nanoTime() + START.toNanos();
        while (!evaluate(expression).asBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("never true in the page: " + expression);
            }
            Thread.sleep(30);
        }
    }

    /** The value of a JavaScript expression. */
    JsonNode evaluate(String expression) {
        JsonNode answer = tools.call(
                "Runtime.evaluate", Map.of("expression", expression, "returnByValue", true, "awaitPromise", true));
        if (answer.has("exceptionDetails")) {
            throw new AssertionError("failed in the page: " + expression + ": " + answer.path("exceptionDetails"));
        }
        return answer.path("result").path("value");
    }

    /** Presses and releases a key, for example {@code Tab}, {@code Enter}, {@code ArrowRight}. */
    void press(String key) {
        int code =
                Map.of("Tab", 9, "Enter", 13, "ArrowLeft", 37, "ArrowRight", 39).get(key);
        String text = key.equals("Enter") ? "\r" : "";
        tools.call(
                "Input.dispatchKeyEvent",
                Map.of("type", "keyDown", "key", key, "code", key, "windowsVirtualKeyCode", code, "text", text));
        tools.call(
                "Input.dispatchKeyEvent",
                Map.of("type", "keyUp", "key", key, "code", key, "windowsVirtualKeyCode", code));
    }

    /** Shows the page at a size. */
    void resize(int width, int height) {
        tools.call(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    /** Prefers a colour scheme, {@code light} or {@code dark}. */
    void prefer(String scheme) {
        Map<String, String> feature = Map.of("name", "prefers-color-scheme", "value", scheme);
        tools.call("Emulation.setEmulatedMedia", Map.of("features", List.of(feature)));
    }

    /** Saves a screenshot of the whole page. */
    void screenshot(Path file) throws IOException {
        JsonNode answer = tools.call("Page.captureScreenshot", Map.of("captureBeyondViewport", true));
        Files.write(file, Base64.getDecoder().decode(answer.path("data").asText()));
    }

    /** The errors of the page since it was opened. */
    List<String> complaints() {
        return tools.events().stream()
                .filter(event -> switch (event.path("method").asText()) {
                    case "Runtime.exceptionThrown" -> true;
                    case "Runtime.consoleAPICalled" ->
                        !event.path("params").path("type").asText().equals("log");
                    case "Log.entryAdded" ->
                        !event.path("params")
                                .path("entry")
                                .path("level")
                                .asText()
                                .equals("verbose");
                    default -> false;
                })
                .map(JsonNode::toString)
                .toList();
    }

    /** The addresses requested by the page since it was opened, except data URLs. */
    List<String> requests() {
        return tools.events().stream()
                .filter(event -> event.path("method").asText().equals("Network.requestWillBeSent"))
                .map(event -> event.path("params").path("request").path("url").asText())
                .filter(address -> !address.startsWith("data:"))
                .toList();
    }

    @Override
    public void close() {
        tools.call("Browser.close", Map.of()); // lets the browser clean up its profile
        tools.close();
        stop(process);
    }

    private static void stop(Process process) {
        List<ProcessHandle> family = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
        family.forEach(ProcessHandle::destroy);
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                family.forEach(ProcessHandle::destroyForcibly);
            }
        } catch (InterruptedException e) {
            family.forEach(ProcessHandle::destroyForcibly);
            Thread.currentThread().interrupt();
        }
    }
}
