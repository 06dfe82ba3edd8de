package org.wsol.serve;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Errors that Jetty finds before a route is known, for example a malformed address: JSON like all other errors. */
final class JsonErrors extends ErrorHandler {

    @Override
    protected void generateResponse(
            Request request,
            Response response,
            int status,
            @Nullable String message,
            @Nullable Throwable cause,
            Callback callback) {
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        if (status == HttpStatus.SERVICE_UNAVAILABLE_503) {
            response.getHeaders().put(HttpHeader.RETRY_AFTER, "1");
        }
        response.write(true, ByteBuffer.wrap(content(status, message)), callback);
    }

    private static byte[] content(int status, @Nullable String reason) {
        String text = reason == null ? HttpStatus.getMessage(status) : reason;
        String error =
                switch (status) {
                    case HttpStatus.SERVICE_UNAVAILABLE_503 -> "the service is stopping";
                    case HttpStatus.INTERNAL_SERVER_ERROR_500 -> "internal error; see the log of the server";
                    case HttpStatus.REQUEST_TIMEOUT_408 -> "the request was not received in time";
                    default -> "the request is malformed: " + text;
                };
        return (JsonNodeFactory.instance.objectNode().put("error", error) + "\n").getBytes(StandardCharsets.UTF_8);
    }
}
