package org.wsol.cli.command;

import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wsol.config.override.ShellWords;
import org.wsol.core.InvalidInputException;
import org.wsol.experiment.internal.runfolder.ModelFiles;
import org.wsol.serve.LocalizationServer;
import org.wsol.serve.ServeOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code wsol serve}: trained localizers as an HTTP service with a web page. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Serves trained localizers over HTTP, with a page to try them. SIGTERM answers accepted"
                + " requests and stops; SIGHUP loads the files again without losing a request.")
public final class ServeCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(ServeCommand.class);
    private static final Pattern NAMED = Pattern.compile("([A-Za-z0-9_-]+)=(.+)");
    private static final String THIS_MACHINE = "127.0.0.1";

    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "1..*",
            paramLabel = "[NAME=]MODEL",
            description = "A .wsol file or the folder of a finished run; several under names: birds=FILE dogs=FILE.")
    private List<String> models = List.of();

    @Option(names = "--port", paramLabel = "N", defaultValue = "8080", description = "Default: ${DEFAULT-VALUE}.")
    private int port;

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            defaultValue = THIS_MACHINE,
            description = "The address to listen on; 0.0.0.0 for all. Default: ${DEFAULT-VALUE}, this machine only.")
    private String host = THIS_MACHINE;

    @Option(
            names = "--batch",
            paramLabel = "N",
            defaultValue = "8",
            description =
                    "Largest number of images in one pass through the network: 1, 2, 4, 8, 16, 32. Default: ${DEFAULT-VALUE}.")
    private int batch;

    @Option(
            names = "--wait",
            paramLabel = "TIME",
            defaultValue = "0ms",
            description = "How long the network waits for more images, for example 2ms. Default: ${DEFAULT-VALUE}.")
    private String waiting = "0ms";

    @Option(
            names = "--queue",
            paramLabel = "N",
            defaultValue = "64",
            description = "Largest number of waiting images; further ones are rejected with 503. Default:"
                    + " ${DEFAULT-VALUE}.")
    private int queue;

    @Option(
            names = "--per-client",
            paramLabel = "N",
            defaultValue = "0",
            description = "Requests that one address may have in progress; further ones are rejected with 429. 0: no"
                    + " limit, for use with a proxy. Default: ${DEFAULT-VALUE}.")
    private int perClient;

    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            defaultValue = "${env:WSOL_SERVE_TOKEN}",
            description = "Token that clients must send as 'Authorization: Bearer TOKEN'. Default: the environment's"
                    + " WSOL_SERVE_TOKEN, which other users of the machine cannot see.")
    private Optional<String> token = Optional.empty();

    @Option(names = "--label-studio", description = "Also serves as a Label Studio ML backend: /setup and /predict.")
    private boolean labelStudio;

    @Option(
            names = "--local-files",
            paramLabel = "DIR",
            description = "The folder to which Label Studio's /data/local-files/?d= refers.")
    private Optional<Path> localFiles = Optional.empty();

    @Option(
            names = "--fetch-from",
            paramLabel = "ADDRESS",
            description =
                    "Where images of Label Studio's tasks may be fetched from, for example http://label-studio:8080;"
                            + " may be repeated. Default: nowhere.")
    private List<URI> fetchFrom = List.of();

    @Option(
            names = "--fetch-token",
            paramLabel = "TOKEN",
            defaultValue = "${env:WSOL_FETCH_TOKEN}",
            description = "Token sent to these servers as 'Authorization: Token TOKEN'. Default: the environment's"
                    + " WSOL_FETCH_TOKEN.")
    private Optional<String> fetchToken = Optional.empty();

    @Override
    public Integer call() throws InterruptedException {
        Map<String, Path> places = places();
        places.values().forEach(ModelFiles::require);
        ServeOptions options = options();
        PrintWriter out = spec.commandLine().getOut();
        if (!host.equals(THIS_MACHINE)
                && !host.equals("localhost")
                && options.token().isEmpty()) {
            PrintWriter err = spec.commandLine().getErr();
            err.println("everybody who can reach " + host + " can use this service; --token requires a token");
            err.flush();
        }
        out.println("loading " + String.join(", ", places.keySet()));
        out.flush();
        LocalizationServer service = LocalizationServer.start(options, places);
        Runtime.getRuntime().addShutdownHook(new Thread(service::close, "wsol-stop"));
        reloadOnHangUp(service);
        out.println("ready at http://" + host + ":" + service.port() + "/ with " + String.join(", ", places.keySet())
                + "; Ctrl-C stops");
        out.flush();
        service.join();
        return 0;
    }

    /** Windows has no such signal; reloading is then not available. */
    private static void reloadOnHangUp(LocalizationServer service) {
        if (System.getProperty("os.name").startsWith("Windows")) {
            return;
        }
        Signals.handle("HUP", () -> new Thread(() -> reload(service), "wsol-reload").start());
    }

    private static void reload(LocalizationServer service) {
        try {
            service.reload();
        } catch (IllegalStateException e) {
            if (service.isClosed()) {
                LOG.info("not reloaded, because the service stops");
            } else {
                LOG.error("the models could not be loaded again; the current ones are kept", e);
            }
        }
    }

    private Map<String, Path> places() {
        Map<String, Path> places = new LinkedHashMap<>();
        for (String model : models) {
            Matcher named = NAMED.matcher(model);
            boolean hasName = named.matches() && !Files.exists(Path.of(model));
            Path place = Path.of(hasName ? named.group(2) : model);
            String name = hasName ? named.group(1) : nameOf(place);
            Path other = places.put(name, place);
            if (other != null) {
                throw new InvalidInputException("two models are called '" + name + "'; give them different names: "
                        + ShellWords.line(List.of("first=" + other, "second=" + place)));
            }
        }
        return places;
    }

    private static String nameOf(Path place) {
        String name = String.valueOf(place.toAbsolutePath().normalize().getFileName()); // the root has no name
        return name.endsWith(".wsol") ? name.substring(0, name.length() - ".wsol".length()) : name;
    }

    private ServeOptions options() {
        if (!labelStudio && (localFiles.isPresent() || !fetchFrom.isEmpty())) {
            throw new InvalidInputException("--local-files and --fetch-from belong to --label-studio");
        }
        return new ServeOptions(
                host,
                port,
                batch,
                milliseconds(waiting),
                queue,
                perClient,
                token.filter(text -> !text.isBlank()),
                labelStudio,
                localFiles,
                fetchFrom,
                fetchToken.filter(text -> !text.isBlank()));
    }

    private static Duration milliseconds(String text) {
        if (!text.matches("[0-9]{1,5}(ms)?")) {
            throw new InvalidInputException("--wait is a time in milliseconds such as 2ms, was '" + text + "'");
        }
        return Duration.ofMillis(Long.parseLong(text.replace("ms", "")));
    }
}
