package org.wsol.experiment.internal.runfolder;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.wsol.core.DataException;
import org.wsol.core.StorageException;
import org.wsol.core.WsolException;
import org.wsol.core.internal.io.AtomicFiles;

/** JSON files of run folders. */
public final class Json {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {}

    /**
     * Replaces a file by an indented object.
     *
     * @throws StorageException if it cannot be written
     */
    public static void write(Path target, Map<String, ?> object) {
        try {
            AtomicFiles.writeText(
                    target, MAPPER.writer(SerializationFeature.INDENT_OUTPUT).writeValueAsString(object) + "\n");
        } catch (IOException e) {
            throw new StorageException("cannot write " + target, e);
        }
    }

    /** An object on one line. */
    public static String line(Map<String, ?> object) {
        try {
            return MAPPER.writeValueAsString(object);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not representable as JSON: " + object, e);
        }
    }

    /**
     * Reads an object.
     *
     * @throws DataException if the file is missing or not a JSON object
     */
    public static Map<String, Object> read(Path file) {
        try {
            return parse(Files.readString(file), file.toString());
        } catch (IOException e) {
            throw new DataException(file + ": cannot be read: " + WsolException.reason(e), e);
        }
    }

    /**
     * Reads an object from a text.
     *
     * @param named the name of the text in messages
     * @throws DataException if it is not a JSON object
     */
    public static Map<String, Object> parse(String text, String named) {
        try {
            Map<String, Object> object = MAPPER.readValue(text, new TypeReference<Map<String, Object>>() {});
            if (object == null) {
                throw new DataException(named + ": is not a JSON object");
            }
            return object;
        } catch (JsonProcessingException e) {
            throw new DataException(named + ": is not a JSON object: " + e.getOriginalMessage(), e);
        }
    }
}
