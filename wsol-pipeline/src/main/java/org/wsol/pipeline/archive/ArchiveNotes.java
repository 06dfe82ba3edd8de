package org.wsol.pipeline.archive;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Optional;

/**
 * Notes about a localizer for people; no computation needs them.
 *
 * @param dataSet what it was trained on, a name
 * @param dataFingerprint a sum of the training data's lists and files, which tells two data sets apart
 * @param metrics how good it was on which split by which protocol, any JSON object; accuracies in percent
 * @param licence under which terms it may be used, a text
 */
public record ArchiveNotes(
        Optional<String> dataSet, Optional<String> dataFingerprint, JsonNode metrics, Optional<String> licence) {

    /** Nothing is known. */
    public static ArchiveNotes none() {
        return new ArchiveNotes(
                Optional.empty(), Optional.empty(), JsonNodeFactory.instance.objectNode(), Optional.empty());
    }

    /** The same with terms of use. */
    public ArchiveNotes withLicence(String text) {
        return new ArchiveNotes(dataSet, dataFingerprint, metrics, Optional.of(text));
    }
}
