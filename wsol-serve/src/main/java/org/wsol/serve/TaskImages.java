package org.wsol.serve;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;

/**
 * The images of Label Studio tasks: files of one folder, images in data URLs, and images fetched from allowed servers.
 * Nothing else is opened, and redirects are not followed.
 */
final class TaskImages {
    private static final String LOCAL = "/data/local-files/?d=";
    private static final String DATA = "data:image/";
    private static final String BASE64 = ";base64,";
    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final int OK = 200;

    private final ServeOptions options;
    private final HttpClient client = HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(LONGEST)
            .build();

    TaskImages(ServeOptions options) {
        this.options = options;
    }

    /** The image bytes for an address of a task. */
    byte[] read(String address) {
        if (address.startsWith(DATA)) {
            return embedded(address);
        } else if (address.contains(LOCAL)) {
            return local(address.substring(address.indexOf(LOCAL) + LOCAL.length()));
        }
        return fetched(address);
    }

    private static byte[] embedded(String address) {
        int mark = address.indexOf(BASE64);
        try {
            return Base64.getDecoder().decode(address.substring(mark + BASE64.length()));
        } catch (IllegalArgumentException e) {
            throw new HttpProblem(422, "the image in the address is not base64");
        }
    }

    private byte[] local(String encoded) {
        Path folder = options.localFiles()
                .orElseThrow(() -> new HttpProblem(422, "local files require --local-files FOLDER"));
        String name = URLDecoder.decode(encoded, StandardCharsets.UTF_8);
        try {
            Path root = folder.toRealPath();
            Path file = root.resolve(name).toRealPath();
            if (!file.startsWith(root) || !Files.isRegularFile(file)) {
                throw new HttpProblem(422, "there is no file '" + name + "' in the folder of --local-files");
            }
            if (Files.size(file) > BodyBudget.LARGEST) {
                throw new HttpProblem(413, "'" + name + "' is larger than " + BodyBudget.LARGEST + " bytes");
            }
            return Files.readAllBytes(file);
        } catch (IOException | java.nio.file.InvalidPathException e) {
            throw new HttpProblem(422, "there is no file '" + name + "' in the folder of --local-files");
        }
    }

    private byte[] fetched(String address) {
        URI place = place(address);
        boolean allowed = options.fetchFrom().stream().anyMatch(from -> isSame(from, place));
        if (!allowed) {
            throw new HttpProblem(422, "images are not fetched from " + place.getHost() + "; --fetch-from allows it");
        }
        HttpRequest.Builder request = HttpRequest.newBuilder(place).timeout(LONGEST);
        options.fetchToken().ifPresent(token -> request.header("Authorization", "Token " + token));
        try {
            HttpResponse<InputStream> response =
                    client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                if (response.statusCode() != OK) {
                    throw new HttpProblem(422, place.getHost() + " returned status " + response.statusCode());
                }
                byte[] content = body.readNBytes(BodyBudget.LARGEST + 1);
                if (content.length > BodyBudget.LARGEST) {
                    throw new HttpProblem(413, "the image is larger than " + BodyBudget.LARGEST + " bytes");
                }
                return content;
            }
        } catch (IOException e) {
            throw new HttpProblem(422, place.getHost() + " cannot be reached: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HttpProblem(503, "the service is stopping");
        }
    }

    private URI place(String address) {
        try {
            URI given = URI.create(address);
            Optional<URI> first = options.fetchFrom().stream().findFirst();
            URI whole =
                    given.getHost() == null && first.isPresent() ? first.get().resolve(given) : given;
            if (whole.getHost() == null) {
                throw new HttpProblem(422, "the address of the image has no host");
            }
            return whole;
        } catch (IllegalArgumentException e) {
            throw new HttpProblem(422, "the address of the image cannot be read");
        }
    }

    private static boolean isSame(URI allowed, URI wanted) {
        return allowed.getScheme().equalsIgnoreCase(wanted.getScheme())
                && allowed.getHost().equalsIgnoreCase(wanted.getHost())
                && port(allowed) == port(wanted);
    }

    private static int port(URI place) {
        int standard = "https".equalsIgnoreCase(place.getScheme()) ? 443 : 80;
        return place.getPort() < 0 ? standard : place.getPort();
    }
}
