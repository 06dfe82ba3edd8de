package org.wsol.serve;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.wsol.data.image.ImageHeader;
import org.wsol.pipeline.drawing.Overlay;

/** {@code POST /v1/localize}: accepts one image, or several as form data; returns JSON or an image. */
final class LocalizeRoute implements Route.Work {
    private final Localizing localizing;

    LocalizeRoute(Localizing localizing) {
        this.localizing = localizing;
    }

    @Override
    public CompletableFuture<Answer> answer(Incoming request) {
        Multipart.Form form = form(request);
        LocalizeQuery query = LocalizeQuery.of(request.withFields(form.fields()));
        List<Localizing.Sent> images = form.files().stream()
                .map(part -> new Localizing.Sent(part.name().isEmpty() ? "image" : part.name(), part.content()))
                .toList();
        if (query.overlay() && images.size() > 1) {
            throw new HttpProblem(400, "an overlay needs one image, but " + images.size() + " were sent");
        }
        return localizing
                .localize(query.model(), query.map(), images, query.options(), request.life())
                .thenApplyAsync(found -> answer(found, query), localizing.finishing())
                .exceptionallyCompose(error -> CompletableFuture.failedFuture(explained(error, request)));
    }

    /** {@code curl -d} declares a form, and removes the line breaks of a file. */
    private static Throwable explained(Throwable error, Incoming request) {
        Throwable cause = error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
        boolean isImage = cause instanceof HttpProblem problem && (problem.status() == 415 || problem.status() == 422);
        return isImage && request.contentType().startsWith("application/x-www-form-urlencoded")
                ? new HttpProblem(
                        ((HttpProblem) cause).status(),
                        cause.getMessage() + " (curl changes files that are sent with -d: use --data-binary)")
                : cause;
    }

    /** A body that is an image is a form with one file. */
    private static Multipart.Form form(Incoming request) {
        if (request.body().length == 0) {
            throw new HttpProblem(400, "the body is empty; send an image");
        }
        if (!Multipart.isMultipart(request.contentType())) {
            if (request.contentType().contains("json") && !ImageHeader.isRecognized(request.body())) {
                throw new HttpProblem(
                        415,
                        "the body is JSON; send the bytes of an image (curl --data-binary @photo.jpg) or a form (curl -F"
                                + " image=@photo.jpg)");
            }
            return new Multipart.Form(List.of(new Multipart.Part("image", request.body())), Map.of());
        }
        Multipart.Form form = Multipart.read(request.contentType(), request.body());
        if (form.files().isEmpty()) {
            throw new HttpProblem(400, "the form has no file; send one, for example with curl -F image=@photo.jpg");
        }
        return form;
    }

    private static Answer answer(List<Localizing.Found> found, LocalizeQuery query) {
        if (query.overlay()) {
            return Answer.png(Overlay.paint(found.get(0).photo(), found.get(0).prediction()));
        }
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        ArrayNode images = root.putArray("images");
        found.forEach(one -> images.add(PredictionJson.of(one, query.map(), query.maps())));
        return Answer.json(root);
    }
}
