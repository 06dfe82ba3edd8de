package org.wsol.serve;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.wsol.core.internal.io.PngOutput;

/** An HTTP response. */
record Answer(int status, String type, byte[] body, Map<String, String> headers) {
    static final int OK = 200;

    static Answer json(JsonNode content) {
        return json(OK, content);
    }

    static Answer json(int status, JsonNode content) {
        return new Answer(status, "application/json", bytes(content + "\n"), Map.of());
    }

    static Answer text(String type, String content) {
        return new Answer(OK, type, bytes(content), Map.of());
    }

    static Answer png(BufferedImage picture) {
        return new Answer(OK, "image/png", PngOutput.bytes(picture), Map.of());
    }

    static Answer problem(HttpProblem problem) {
        JsonNode content = JsonNodeFactory.instance.objectNode().put("error", problem.getMessage());
        return new Answer(problem.status(), "application/json", bytes(content + "\n"), problem.headers());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
