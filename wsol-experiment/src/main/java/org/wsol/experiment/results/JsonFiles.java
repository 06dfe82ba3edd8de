package org.wsol.experiment.results;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.wsol.core.InvalidInputException;
import org.wsol.core.StorageException;
import org.wsol.core.internal.io.AtomicFiles;

/** Reads and writes the records of this package as JSON: unknown keys are skipped, absent maps are empty, any
 * other absent value that is not optional is an error. */
final class JsonFiles {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .withConfigOverride(Map.class, maps -> maps.setSetterInfo(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY)))
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private JsonFiles() {}

    static <T> T read(Path file, Class<T> type) {
        return parse(TextFiles.text(file), type, file.toString());
    }

    static <T> T parse(String json, Class<T> type, String where) {
        try {
            return MAPPER.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new InvalidInputException(where + ": not the expected JSON: " + e.getOriginalMessage(), e);
        }
    }

    static void write(Path file, Object value) {
        try {
            AtomicFiles.writeText(file, MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(value) + "\n");
        } catch (IOException e) {
            throw new StorageException("cannot write " + file, e);
        }
    }
}
