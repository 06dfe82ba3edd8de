package org.wsol.engine.weights;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.wsol.core.InvalidInputException;
import org.wsol.core.component.Suggestion;
import org.wsol.core.download.Downloader.CacheFolder;
import org.wsol.core.download.RemoteFile;

/**
 * Published weight files: the file {@code catalogue.tsv} next to this class. Downloaded files are stored in one folder;
 * {@code model.pretrained: imagenet} means the file of the backbone there.
 */
public final class WeightCatalogue {
    private static final String RESOURCE = "catalogue.tsv";
    private static final int COLUMNS = 7;

    private final List<PublishedWeights> entries;

    private WeightCatalogue(List<PublishedWeights> entries) {
        this.entries = List.copyOf(entries);
    }

    /** The catalogue of this version. */
    public static WeightCatalogue standard() {
        return Standard.CATALOGUE;
    }

    private static WeightCatalogue read() {
        try (InputStream in = Objects.requireNonNull(WeightCatalogue.class.getResourceAsStream(RESOURCE), RESOURCE)) {
            return new WeightCatalogue(new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(WeightCatalogue::entry)
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + RESOURCE, e);
        }
    }

    private static PublishedWeights entry(String line) {
        String[] fields = line.split("\t", -1);
        if (fields.length != COLUMNS) {
            throw new IllegalStateException(RESOURCE + " has a line of " + fields.length + " columns: " + line);
        }
        URI address = URI.create(fields[2]);
        String fileName = address.getPath().substring(address.getPath().lastIndexOf('/') + 1);
        String kind = fields[1];
        String name = fields[0] + (kind.equals("imagenet") ? "" : kind.substring("imagenet".length()));
        return new PublishedWeights(
                name,
                fields[0],
                kind,
                new RemoteFile(fileName, address, Optional.of(fields[3])),
                Integer.parseInt(fields[4]),
                fields[5],
                fields[6]);
    }

    /** All entries. */
    public List<PublishedWeights> entries() {
        return entries;
    }

    /**
     * The weights with the given name.
     *
     * @throws InvalidInputException if there are none; the message suggests a name
     */
    public PublishedWeights named(String name) {
        return entries.stream()
                .filter(entry -> entry.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new InvalidInputException("there are no published weights called '" + name + "'"
                        + Suggestion.forName(
                                name,
                                entries.stream().map(PublishedWeights::name).toList())
                        + "; 'wsol weights list' shows all"));
    }

    /** The folder of downloaded weight files. */
    public static Path folder() {
        return CacheFolder.of(System.getenv()).resolve("weights");
    }

    /**
     * The published weights that a setting like {@code imagenet} refers to for a backbone; empty if the setting is the
     * path of a file.
     *
     * @throws InvalidInputException if nothing of that kind is published for the backbone
     */
    public Optional<PublishedWeights> meant(Path setting, String backbone) {
        String kind = setting.getFileName() == null ? "" : setting.getFileName().toString();
        if (entries.stream().noneMatch(entry -> entry.kind().equals(kind)) || Files.exists(setting)) {
            return Optional.empty();
        }
        Optional<PublishedWeights> found = entries.stream()
                .filter(entry -> entry.kind().equals(kind) && entry.network().equals(backbone))
                .findFirst();
        if (found.isEmpty()) {
            throw new InvalidInputException(
                    "model.pretrained: no file of the kind '" + kind + "' is known for backbone " + backbone
                            + "; there are such for " + networks(kind) + ". Name a weight file instead.");
        }
        return found;
    }

    private String networks(String kind) {
        return entries.stream()
                .filter(entry -> entry.kind().equals(kind))
                .map(PublishedWeights::network)
                .collect(Collectors.joining(", "));
    }

    /**
     * The file that a setting refers to: the path itself, or the downloaded published weights of the backbone.
     *
     * @throws InvalidInputException if the published weights were not downloaded; the message explains how to get them
     */
    public Path locate(Path setting, String backbone) {
        Optional<PublishedWeights> meant = meant(setting, backbone);
        if (meant.isEmpty()) {
            return setting;
        }
        Path file = folder().resolve(meant.get().file().name());
        if (!Files.isRegularFile(file)) {
            throw new InvalidInputException(
                    "model.pretrained: the weights '" + meant.get().name()
                            + "' were not downloaded yet; './wsol weights get "
                            + meant.get().name() + "' does that ("
                            + meant.get().megabytes() + " MB), or download "
                            + meant.get().file().address()
                            + " elsewhere and put it at " + file);
        }
        return file;
    }

    /**
     * Weights that can be downloaded.
     *
     * @param name their name in this project: {@code resnet50}, {@code resnet50-v2}
     * @param network the backbone
     * @param kind their name in {@code model.pretrained}: {@code imagenet}, {@code imagenet-v2}
     * @param file the published file
     * @param megabytes approximate size
     * @param licence the licence of the publishing project
     * @param source who published them
     */
    public record PublishedWeights(
            String name, String network, String kind, RemoteFile file, int megabytes, String licence, String source) {}

    /** Read once, when it is first needed: a plan asks for it with every run. */
    private static final class Standard {
        private static final WeightCatalogue CATALOGUE = read();
    }
}
