package org.wsol.serve;

import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.wsol.core.Box;
import org.wsol.pipeline.ClassLocalization;
import org.wsol.pipeline.LocalizationOptions;
import org.wsol.pipeline.Prediction;

/**
 * The routes of a Label Studio ML backend. A task whose image cannot be read gets an empty prediction with the reason.
 */
final class LabelStudio {
    private static final int DEEPEST = 32;
    private static final int MOST_TASKS = 256;
    private static final double PERCENT = 100;
    private static final Pattern RECTANGLES = Pattern.compile("<RectangleLabels\\b([^>]*)>");
    private static final Pattern IMAGE = Pattern.compile("<Image\\b([^>]*)>");
    private static final JsonMapper JSON = JsonMapper.builder(com.fasterxml.jackson.core.JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .build())
                    .build())
            .build();

    private final Localizing localizing;
    private final TaskImages images;
    private final Executor fetching;

    LabelStudio(Localizing localizing, TaskImages images, Executor fetching) {
        this.localizing = localizing;
        this.images = images;
        this.fetching = fetching;
    }

    /** Names of the labelling configuration. */
    private record Names(String from, String to, Optional<String> key) {
        static Names of(String configuration) {
            String rectangles = first(RECTANGLES, configuration);
            return new Names(
                    attribute(rectangles, "name").orElse("label"),
                    attribute(rectangles, "toName").orElse("image"),
                    attribute(first(IMAGE, configuration), "value").map(value -> value.replace("$", "")));
        }

        private static String first(Pattern element, String configuration) {
            Matcher found = element.matcher(configuration);
            return found.find() ? found.group(1) : "";
        }

        private static Optional<String> attribute(String element, String name) {
            Matcher found = Pattern.compile("\\b" + name + "=\"([^\"]*)\"").matcher(element);
            return found.find() ? Optional.of(found.group(1)) : Optional.empty();
        }
    }

    static Answer setup(String version) {
        return Answer.json(JsonNodeFactory.instance.objectNode().put("model_version", version));
    }

    CompletableFuture<Answer> predict(Incoming request, String version) {
        JsonNode body = read(request.body());
        JsonNode tasks = body.path("tasks");
        if (!tasks.isArray() || tasks.size() > MOST_TASKS) {
            throw new HttpProblem(400, "'tasks' is a list of at most " + MOST_TASKS + " tasks");
        }
        Names names = Names.of(body.path("label_config").asText());
        List<CompletableFuture<ObjectNode>> results = new ArrayList<>();
        for (JsonNode task : tasks) {
            results.add(result(task, names, request.life(), version));
        }
        return CompletableFuture.allOf(results.toArray(CompletableFuture[]::new))
                .thenApply(done -> {
                    ObjectNode root = JSON.createObjectNode();
                    ArrayNode all = root.putArray("results");
                    results.forEach(result -> all.add(result.join()));
                    return Answer.json(root);
                });
    }

    private static JsonNode read(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            throw new HttpProblem(400, "the body is not JSON");
        }
    }

    private CompletableFuture<ObjectNode> result(JsonNode task, Names names, RequestLife life, String version) {
        return CompletableFuture.supplyAsync(() -> images.read(address(task.path("data"), names)), fetching)
                .thenCompose(content -> localizing.localize(
                        Optional.empty(),
                        Optional.empty(),
                        List.of(new Localizing.Sent("image", content)),
                        LocalizationOptions.standard(),
                        life))
                .handle((found, failure) ->
                        failure == null ? answer(found.get(0).prediction(), names, version) : failed(failure, version));
    }

    private static String address(JsonNode data, Names names) {
        JsonNode named = names.key().map(data::path).orElseGet(() -> data.path("image"));
        if (!named.isTextual()) {
            throw new HttpProblem(422, "the task has no address of an image");
        }
        return named.asText();
    }

    private static ObjectNode answer(Prediction prediction, Names names, String version) {
        ObjectNode answer = JSON.createObjectNode();
        answer.put("model_version", version).put("score", prediction.probability());
        ArrayNode results = answer.putArray("result");
        for (ClassLocalization found : prediction.classes()) {
            found.boxes().forEach(scored -> rectangle(results.addObject(), prediction, found, scored.box(), names));
        }
        return answer;
    }

    private static void rectangle(
            ObjectNode node, Prediction prediction, ClassLocalization found, Box box, Names names) {
        int width = prediction.imageSize().width();
        int height = prediction.imageSize().height();
        node.put("from_name", names.from()).put("to_name", names.to()).put("type", "rectanglelabels");
        node.put("original_width", width).put("original_height", height).put("image_rotation", 0);
        node.put("score", found.probability());
        ObjectNode value = node.putObject("value");
        value.put("x", PERCENT * box.x0() / width).put("y", PERCENT * box.y0() / height);
        value.put("width", PERCENT * box.width() / width).put("height", PERCENT * box.height() / height);
        value.put("rotation", 0).putArray("rectanglelabels").add(found.className());
    }

    private static ObjectNode failed(Throwable failure, String version) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        ObjectNode answer = JSON.createObjectNode();
        answer.put("model_version", version).put("score", 0);
        answer.putArray("result");
        answer.put("error", cause instanceof HttpProblem ? String.valueOf(cause.getMessage()) : cause.toString());
        return answer;
    }
}
