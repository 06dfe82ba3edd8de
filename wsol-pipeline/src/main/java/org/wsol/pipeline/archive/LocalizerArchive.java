package org.wsol.pipeline.archive;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.wsol.core.InvalidInputException;
import org.wsol.engine.weights.SafeTensors;
import org.wsol.pipeline.recipe.Recipe;

/**
 * A trained localizer as one file, {@code NAME.wsol}: a zip without compression or dates of {@code localizer.json},
 * {@code recipe.yaml}, {@code weights.safetensors}, example images, {@code expected.json} and {@code SHA256SUMS}. Equal
 * content gives equal bytes. Immutable; keeps no file open.
 */
public final class LocalizerArchive {
    private final Path path;
    private final Map<String, ZipHeaders.Entry> entries;
    private final LocalizerDescription description;

    private LocalizerArchive(Path path, Map<String, ZipHeaders.Entry> entries) {
        this.path = path;
        this.entries = entries;
        this.description = DescriptionJson.read(content(EntryRules.DESCRIPTION), named(EntryRules.DESCRIPTION));
    }

    /**
     * Opens a file and verifies all of its content.
     *
     * @throws InvalidInputException if it is not an archive, damaged, of a later format, or needs a backbone that is
     *     not on the class path
     */
    public static LocalizerArchive open(Path path) {
        return new LocalizerArchive(path, ArchiveReader.entries(path));
    }

    /**
     * Writes an archive atomically.
     *
     * @param weights a safetensors file
     * @param recipe the recipe of the training; local paths are removed
     */
    public static void write(
            Path path, LocalizerDescription description, Path weights, Recipe recipe, List<Example> examples) {
        Map<String, ArchiveWriter.Source> contents = new LinkedHashMap<>();
        contents.put(
                EntryRules.DESCRIPTION,
                ArchiveWriter.Source.of(description.toJson().toPrettyString() + "\n"));
        contents.put(
                EntryRules.RECIPE,
                ArchiveWriter.Source.of(recipe.withoutPlaces().toYaml()));
        contents.put(EntryRules.WEIGHTS, ArchiveWriter.Source.of(weights));
        examples.forEach(example -> contents.put(example.name(), ArchiveWriter.Source.of(example.image())));
        contents.put(EntryRules.EXPECTED, ArchiveWriter.Source.of(ExpectedJson.write(examples)));
        ArchiveWriter.write(path, contents);
    }

    /** The name of an example's entry; examples are numbered from 1. */
    public static String exampleName(int number, String ending) {
        return EntryRules.EXAMPLES + number + "." + ending;
    }

    /** The path of the archive. */
    public Path path() {
        return path;
    }

    /** The description of the localizer. */
    public LocalizerDescription description() {
        return description;
    }

    /** Its parameters, read directly from the archive; the caller closes them. */
    public SafeTensors weights() {
        ZipHeaders.Entry entry = entry(EntryRules.WEIGHTS);
        return SafeTensors.within(path, entry.data(), entry.size());
    }

    /** Writes its parameters as a separate safetensors file. */
    public void copyWeights(Path file) {
        ArchiveReader.copy(path, entry(EntryRules.WEIGHTS), file);
    }

    /**
     * The recipe it was trained with.
     *
     * @throws InvalidInputException if one of its components is not on the class path
     */
    public Recipe recipe() {
        return Recipe.ofYaml(new String(content(EntryRules.RECIPE), StandardCharsets.UTF_8), named(EntryRules.RECIPE));
    }

    /** The examples. */
    public List<Example> examples() {
        return ExpectedJson.read(content(EntryRules.EXPECTED), named(EntryRules.EXPECTED), this::content);
    }

    private byte[] content(String name) {
        return ArchiveReader.content(path, entry(name));
    }

    private ZipHeaders.Entry entry(String name) {
        ZipHeaders.Entry entry = entries.get(name);
        if (entry == null) {
            throw new InvalidInputException(path + " has no entry " + name);
        }
        return entry;
    }

    private String named(String entry) {
        return path + "!" + entry;
    }
}
