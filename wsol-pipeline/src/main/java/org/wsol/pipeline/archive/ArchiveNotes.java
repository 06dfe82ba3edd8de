package org.wsol.pipeline.archive;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Optional;

/**
 * Informative notes about a localizer; not used in computations.
 *
 * @param dataSet name of the training data set
 * @param dataFingerprint a checksum of the training data's lists and files
 * @param metrics evaluation results by split and protocol, any JSON object; accuracies in percent
 * @param licence terms of use
 */
public record ArchiveNotes(
        Optional<String> dataSet, Optional<String> dataFingerprint, JsonNode metrics, Optional<String> licence) {

    /** No notes. */
    public static ArchiveNotes none() {
        return new ArchiveNotes(
                Optional.empty(), Optional.empty(), JsonNodeFactory.instance.objectNode(), Optional.empty());
    }

    /** The same notes with terms of use. */
    public ArchiveNotes withLicence(String text) {
        return new ArchiveNotes(dataSet, dataFingerprint, metrics, Optional.of(text));
    }
}
