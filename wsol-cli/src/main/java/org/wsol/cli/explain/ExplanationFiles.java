package org.wsol.cli.explain;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.wsol.core.Box;
import org.wsol.core.InvalidInputException;
import org.wsol.core.ScoreMap;
import org.wsol.core.StorageException;
import org.wsol.core.internal.io.Leftovers;
import org.wsol.core.internal.io.OwnFiles;
import org.wsol.core.internal.io.PathNames;
import org.wsol.core.internal.io.PngOutput;
import org.wsol.core.internal.io.SpilledRecords;
import org.wsol.core.internal.io.UniqueStems;
import org.wsol.data.image.RgbImage;
import org.wsol.eval.interchange.NumPyFiles;
import org.wsol.eval.map.ScoreArray;
import org.wsol.maps.faithfulness.Faithfulness;
import org.wsol.pipeline.Explanation;
import org.wsol.pipeline.drawing.HeatMap;
import org.wsol.pipeline.drawing.MapSheet;
import org.wsol.pipeline.drawing.Overlay;

/**
 * Writes explanations: a sheet of overlays and raw maps per image, and one JSON file for all images. Files that this
 * program did not write are never replaced.
 */
public final class ExplanationFiles {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final int LONGEST_STEM = 40;

    /** In a file of {@link #leave}: an image that could not be read. */
    private static final String SKIPPED = "skipped";

    private final Path out;
    private final SpilledRecords entries = new SpilledRecords();
    private final List<String> skipped = new ArrayList<>();
    private final UniqueStems stems;

    /**
     * Creates the writer for a folder, which is created if missing.
     *
     * @param pictures the images that will be explained; not changed afterwards
     * @throws InvalidInputException if the path is a file, or a sheet would replace a file of the user
     */
    public ExplanationFiles(Path out, List<Path> pictures) {
        if (Files.exists(out) && !Files.isDirectory(out)) {
            throw new InvalidInputException("--out " + out + " is a file; name a folder");
        }
        this.out = out;
        try {
            Leftovers.removeTemporaryFiles(out);
        } catch (IOException e) {
            throw new StorageException("--out: cannot clean up " + out, e);
        }
        this.stems = new UniqueStems(pictures, ExplanationFiles::shortened);
        OwnFiles.Written written = OwnFiles.in(out);
        pictures.forEach(picture -> written.requireOwn(sheet(picture)));
        OwnFiles.requireOwn(json());
    }

    /** Names of raw maps also contain class and method, and are limited to 255 bytes. */
    private static String shortened(String stem) {
        int end = Math.min(stem.length(), LONGEST_STEM);
        return stem.substring(0, end > 0 && Character.isHighSurrogate(stem.charAt(end - 1)) ? end - 1 : end);
    }

    private Path sheet(Path picture) {
        return PathNames.resolve(out, stem(picture) + ".png");
    }

    private String stem(Path picture) {
        return stems.of(PathNames.text(picture));
    }

    private Path json() {
        return out.resolve("explanations.json");
    }

    /**
     * Writes the explanations of an image.
     *
     * @return lines for the terminal
     */
    public List<String> write(Path picture, RgbImage photo, List<Explanation> explanations) {
        Path sheet = sheet(picture);
        List<String> lines = new ArrayList<>();
        BufferedImage painted = MapSheet.paint(tiles(photo, explanations));
        OwnFiles.write(sheet, png -> PngOutput.write(painted, png));
        for (Explanation explanation : explanations) {
            List<String> maps = writeRaw(stem(picture), explanation);
            add(entry(picture, explanation, maps));
            lines.add(line(picture, explanation));
        }
        lines.add(sheet.toString());
        return lines;
    }

    private void add(JsonNode entry) {
        entries.add(entry.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Records that an image could not be read. */
    public void skip(Path picture) {
        skipped.add(PathNames.text(picture));
    }

    /** The images that could not be read. */
    public List<String> skipped() {
        return List.copyOf(skipped);
    }

    /** Writes the results so far to a separate file, for the process that combines them. */
    public void leave(Path file) {
        skipped.forEach(picture -> add(JSON.createObjectNode().put(SKIPPED, picture)));
        write(file, JSON.writer());
    }

    /** Reads the results of another process from a file, which is then deleted. */
    public void take(Path file) {
        try {
            for (JsonNode entry : JSON.readTree(file.toFile())) {
                if (entry.has(SKIPPED)) {
                    skipped.add(entry.get(SKIPPED).asText());
                } else {
                    add(entry);
                }
            }
            Files.delete(file);
        } catch (IOException e) {
            throw new StorageException("cannot take " + file + " over; delete it and type the command again", e);
        }
    }

    /** Writes {@code explanations.json}. */
    public Path finish() {
        write(json(), JSON.writerWithDefaultPrettyPrinter());
        return json();
    }

    private void write(Path file, ObjectWriter writer) {
        OwnFiles.write(file, out -> {
            JsonGenerator json = writer.createGenerator(out).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            json.writeStartArray();
            for (int i = 0; i < entries.size(); i++) {
                json.writeTree(JSON.readTree(entries.get(i)));
            }
            json.writeEndArray();
            json.flush();
            out.write('\n');
        });
    }

    private static List<MapSheet.Tile> tiles(RgbImage photo, List<Explanation> explanations) {
        List<MapSheet.Tile> tiles = new ArrayList<>();
        boolean oneClass =
                explanations.stream().map(Explanation::label).distinct().count() < 2;
        tiles.add(new MapSheet.Tile(
                HeatMap.plain(photo),
                explanations.isEmpty() ? "" : explanations.get(0).className()));
        for (Explanation explanation : explanations) {
            BufferedImage picture = HeatMap.over(photo, explanation.scoreMap());
            Graphics2D graphics = picture.createGraphics();
            int line = Math.max(2, Math.min(photo.width(), photo.height()) / 150);
            explanation.box().ifPresent(found -> Overlay.drawBox(graphics, found.box(), line));
            graphics.dispose();
            String which = oneClass ? "" : explanation.className() + " · ";
            tiles.add(new MapSheet.Tile(picture, which + explanation.map()));
        }
        return tiles;
    }

    private List<String> writeRaw(String stem, Explanation explanation) {
        List<String> names = new ArrayList<>();
        String method = explanation.map().toString().replaceAll("[^A-Za-z0-9.+=_-]", "-");
        for (int i = 0; i < explanation.raw().size(); i++) {
            ScoreMap raw = explanation.raw().get(i);
            String number = explanation.raw().size() == 1 ? "" : "." + i;
            String name = stem + "." + explanation.label() + "." + method + number + ".npy";
            OwnFiles.write(PathNames.resolve(out, name), file -> NumPyFiles.encode(ScoreArray.of(raw), file));
            names.add(name);
        }
        return names;
    }

    private static ObjectNode entry(Path picture, Explanation explanation, List<String> maps) {
        ObjectNode entry = JSON.createObjectNode();
        entry.put("image", PathNames.text(picture));
        entry.put("map", explanation.map().toString());
        entry.put("class", explanation.className());
        entry.put("label", explanation.label());
        entry.put("score", explanation.probability());
        entry.put("seconds", explanation.seconds());
        maps.forEach(entry.withArray("raw")::add);
        explanation
                .box()
                .ifPresentOrElse(found -> put(entry.putObject("box"), found.box()), () -> entry.putNull("box"));
        explanation.faithfulness().ifPresent(found -> put(entry.putObject("faithfulness"), found));
        return entry;
    }

    private static void put(ObjectNode node, Box box) {
        node.put("x0", box.x0()).put("y0", box.y0()).put("x1", box.x1()).put("y1", box.y1());
    }

    private static void put(ObjectNode node, Faithfulness found) {
        node.put("before", found.confidence().before());
        node.put("after", found.confidence().after());
        node.put("relativeDrop", found.confidence().relativeDrop());
        node.put("deletion", found.deletion());
        node.put("insertion", found.insertion());
        node.put("roadMostRelevantFirst", found.road().mostRelevantFirst());
        node.put("roadLeastRelevantFirst", found.road().leastRelevantFirst());
        node.put("roadCombined", found.road().combined());
        node.put("roadTied", found.road().tied());
        node.put("complexity", found.complexity());
        node.put("coherency", found.arcc().coherency());
        node.put("arcc", found.arcc().value());
    }

    private static String line(Path picture, Explanation explanation) {
        String box = explanation
                .box()
                .map(found -> found.box())
                .map(b -> "x " + b.x0() + ".." + b.x1() + ", y " + b.y0() + ".." + b.y1())
                .orElse("no box above the threshold");
        String faithful = explanation
                .faithfulness()
                .map(found -> String.format(
                        Locale.ROOT,
                        "; deletion %.3f, insertion %.3f, ROAD %.3f, ARCC %.3f",
                        found.deletion(),
                        found.insertion(),
                        found.road().combined(),
                        found.arcc().value()))
                .orElse("");
        return String.format(
                Locale.ROOT,
                "%s: %s, %s %.1f%%, %s, %.2f s%s",
                picture,
                explanation.map(),
                explanation.className(),
                100 * explanation.probability(),
                box,
                explanation.seconds(),
                faithful);
    }
}
