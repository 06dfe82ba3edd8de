package org.wsol.cli.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import org.wsol.cli.runs.PlannedRun;
import org.wsol.cli.runs.RunFolder;
import org.wsol.core.cam.ImageMaps;
import org.wsol.core.data.Dataset;
import org.wsol.eval.metric.BoxEvaluation;

/** Writes what the run folder keeps of every test image: the low-resolution maps. */
final class RunTables {
    private final PlannedRun run;
    private final RunFolder folder;
    private final Dataset dataset;
    private final SplitMaps maps;
    private final BoxScoring scoring;
    private final Optional<BoxEvaluation> boxes;

    RunTables(
            PlannedRun run,
            RunFolder folder,
            Dataset dataset,
            SplitMaps maps,
            BoxScoring scoring,
            Optional<BoxEvaluation> boxes) {
        this.run = run;
        this.folder = folder;
        this.dataset = dataset;
        this.maps = maps;
        this.scoring = scoring;
        this.boxes = boxes;
    }

    void write() {
        if (!run.experiment().evaluation().saveMaps()) {
            return;
        }
        try {
            Files.createDirectories(folder.maps());
            writeMaps("test-cam.npy", ImageMaps::cam);
            writeMaps("test-norm.npy", ImageMaps::norm);
            writeMaps("test-similarity.npy", ImageMaps::similarity);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the maps of " + folder.name(), e);
        }
    }

    private void writeMaps(String name, Function<ImageMaps, float[]> kind) throws IOException {
        Path file = folder.maps().resolve(name);
        String shape = "(" + maps.images().size() + ", " + maps.mapSize().height() + ", "
                + maps.mapSize().width() + ")";
        String header = "{'descr': '<f4', 'fortran_order': False, 'shape': " + shape + ", }";
        int padded = (10 + header.length() + 1 + 63) / 64 * 64 - 10;
        ByteBuffer bytes = ByteBuffer.allocate(10
                        + padded
                        + maps.images().size() * (int) maps.mapSize().area() * Float.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN);
        bytes.put((byte) 0x93)
                .put("NUMPY".getBytes(StandardCharsets.US_ASCII))
                .put((byte) 1)
                .put((byte) 0);
        bytes.putShort((short) padded);
        bytes.put((header + " ".repeat(padded - header.length() - 1) + "\n").getBytes(StandardCharsets.US_ASCII));
        for (MappedImage image : maps.images()) {
            for (float value : kind.apply(image.maps())) {
                bytes.putFloat(value);
            }
        }
        Files.write(file, bytes.array());
    }
}
