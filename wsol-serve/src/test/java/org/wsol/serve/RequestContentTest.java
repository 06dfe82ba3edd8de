package org.wsol.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What clients send: images, forms, other content, malformed requests. */
class RequestContentTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String LOCALIZE = "/v1/localize";
    private static final String FORM = "multipart/form-data; boundary=frontier";

    @TempDir
    private static Path folder;

    private static LocalizationServer server;

    @BeforeAll
    static void start() {
        server = LocalizationServer.start(
                ServeOptions.standard().at("127.0.0.1", 0), Map.of("a", Service.model(folder, 1)));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static byte[] form(byte[] image, String... fields) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int i = 0; i < fields.length; i += 2) {
            body.writeBytes(("--frontier\r\nContent-Disposition: form-data; name=\"" + fields[i] + "\"\r\n\r\n"
                            + fields[i + 1] + "\r\n")
                    .getBytes());
        }
        body.writeBytes(
                "--frontier\r\nContent-Disposition: form-data; name=\"image\"; filename=\"a.png\"\r\n\r\n".getBytes());
        body.writeBytes(image);
        body.writeBytes("\r\n--frontier--\r\n".getBytes());
        return body.toByteArray();
    }

    @Test
    void fieldsOfAFormAreParameters() throws Exception {
        String type = FORM;
        byte[] image = Service.picture("png", 60, 40, 0);
        var found = Service.post(server, LOCALIZE, form(image, "threshold", "0.9", "boxes", "2"), "Content-Type", type);
        assertThat(found.statusCode()).isEqualTo(200);
        assertThat(JSON.readTree(found.body()).at("/images/0/threshold").asDouble())
                .isEqualTo(0.9);
        assertStatus(
                Service.post(server, LOCALIZE, form(image, "threshold", "7"), "Content-Type", type), 400, "threshold");
        assertStatus(
                Service.post(server, LOCALIZE, form(image, "bogus", "1"), "Content-Type", type),
                400,
                "unknown parameter 'bogus'");
        assertStatus(
                Service.post(server, LOCALIZE + "?boxes=1", form(image, "boxes", "2"), "Content-Type", type),
                400,
                "more than once: boxes");
        assertStatus(Service.post(server, LOCALIZE + "?class=x&classes=2", image), 400, "use one of them");
    }

    @Test
    void aDamagedImageIsDistinguishedFromOtherContent() throws Exception {
        byte[] image = Service.picture("png", 60, 40, 0);
        assertStatus(Service.post(server, LOCALIZE, Arrays.copyOf(image, 20)), 422, "image is damaged: ");
    }

    @Test
    void optionsRejectValuesThatOpenOrCloseTheService() {
        assertThatThrownBy(() -> ServeOptions.standard().at(null, 0)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> ServeOptions.standard().withToken(" ")).hasMessageContaining("the token is empty");
        assertThatThrownBy(() -> ServeOptions.standard().withLabelStudio(null, List.of(), Optional.empty()))
                .isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> ServeOptions.standard().withLabelStudio(Optional.empty(), List.of(), Optional.of(" ")))
                .hasMessageContaining("the token for fetching is empty");
        assertThat(ServeOptions.standard().withToken("s3cret").toString())
                .doesNotContain("s3cret")
                .contains("token=set");
    }

    @Test
    void namesOfFieldsNeedNoQuotes() throws Exception {
        byte[] image = Service.picture("png", 60, 40, 0);
        String text = new String(form(image, "threshold", "0.9"), StandardCharsets.ISO_8859_1)
                .replace("name=\"threshold\"", "name=threshold")
                .replace("filename=\"a.png\"", "filename=a.png");
        var found = Service.post(server, LOCALIZE, text.getBytes(StandardCharsets.ISO_8859_1), "Content-Type", FORM);
        assertThat(found.statusCode()).as(Service.text(found)).isEqualTo(200);
        assertThat(JSON.readTree(found.body()).at("/images/0/threshold").asDouble())
                .isEqualTo(0.9);
    }

    @Test
    void tooManyFieldsAreNotCalledFiles() throws Exception {
        String[] fields = new String[2 * 65];
        for (int i = 0; i < fields.length; i++) {
            fields[i] = "field" + i;
        }
        byte[] image = Service.picture("png", 60, 40, 0);
        assertStatus(
                Service.post(server, LOCALIZE, form(image, fields), "Content-Type", FORM),
                413,
                "at most 64 fields of a form");
    }

    @Test
    void otherContentGetsTheRemedyThatFitsTheClient() throws Exception {
        byte[] bitmap = "BMW and other words that begin like a bitmap".getBytes(StandardCharsets.UTF_8);
        assertStatus(Service.post(server, LOCALIZE, bitmap), 415, "is not a JPEG");
        byte[] json = "{\"image\": \"photo.jpg\"}".getBytes(StandardCharsets.UTF_8);
        assertStatus(
                Service.post(server, LOCALIZE, json, "Content-Type", "application/json"),
                415,
                "the body is JSON; send the bytes of an image");
        byte[] cut = Arrays.copyOf(Service.picture("png", 60, 40, 0), 20);
        String form = "application/x-www-form-urlencoded";
        assertStatus(Service.post(server, LOCALIZE, cut, "Content-Type", form), 422, "use --data-binary");
        assertThat(Service.text(Service.post(server, LOCALIZE, bitmap, "Content-Type", "image/jpeg")))
                .doesNotContain("curl");
    }

    @Test
    void overlaysOfOtherFormatsAreNotAcceptable() throws Exception {
        byte[] image = Service.picture("png", 60, 40, 0);
        assertStatus(Service.post(server, LOCALIZE, image, "Accept", "image/jpeg"), 406, "Accept: image/png");
        assertThat(Service.post(server, LOCALIZE, image, "Accept", "*/*").statusCode())
                .isEqualTo(200);
    }

    @Test
    void malformedRequestsGetJson() throws IOException {
        for (String line :
                new String[] {"GET /%zz HTTP/1.1", "GET /a%00b HTTP/1.1", "NOT A REQUEST", "GET /\\ HTTP/1.1"}) {
            try (Socket socket = new Socket("127.0.0.1", server.port())) {
                socket.getOutputStream()
                        .write((line + "\r\nHost: a\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
                String response = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                assertThat(response)
                        .as(line)
                        .matches("(?s)HTTP/1.1 (400|404|505) .*")
                        .contains("{\"error\":\"")
                        .doesNotContain("<html");
            }
        }
    }

    private static void assertStatus(HttpResponse<byte[]> response, int status, String message) {
        assertThat(response.statusCode()).as(Service.text(response)).isEqualTo(status);
        assertThat(Service.text(response)).startsWith("{\"error\":").contains(message);
    }
}
