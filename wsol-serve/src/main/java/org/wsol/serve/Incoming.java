package org.wsol.serve;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A request with its complete body.
 *
 * @param query parameters by name
 * @param contentType as sent; empty if missing
 * @param accept as sent
 * @param body its bytes; empty if the route accepts no body
 * @param life ends when the client no longer waits for the response
 */
record Incoming(Map<String, String> query, String contentType, String accept, byte[] body, RequestLife life) {

    Optional<String> parameter(String name) {
        return Optional.ofNullable(query.get(name));
    }

    /** The same with the fields of a form as further parameters. */
    Incoming withFields(Map<String, String> fields) {
        Map<String, String> all = new LinkedHashMap<>(query);
        fields.forEach((name, value) -> {
            if (all.put(name, value) != null) {
                throw new HttpProblem(400, "a parameter is given more than once: " + name);
            }
        });
        return new Incoming(all, contentType, accept, body, life);
    }

    void requireParameters(Set<String> known) {
        query.keySet().stream()
                .filter(name -> !known.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new HttpProblem(
                            400,
                            "unknown parameter '" + name + "'; available: "
                                    + String.join(", ", new java.util.TreeSet<>(known)));
                });
    }
}
