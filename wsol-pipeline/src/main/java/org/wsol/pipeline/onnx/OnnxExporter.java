package org.wsol.pipeline.onnx;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.wsol.core.ImageSize;
import org.wsol.core.InvalidInputException;
import org.wsol.core.StorageException;
import org.wsol.core.internal.io.AtomicFiles;
import org.wsol.data.batch.Transformation;
import org.wsol.engine.cam.LocalizationGraph;
import org.wsol.pipeline.export.ModelContents;
import org.wsol.pipeline.export.ModelExporter;

/**
 * {@code ./wsol export RUN --format onnx}: an ONNX model and a file {@code NAME.onnx.json} with the pre- and
 * postprocessing that is not in the graph. The model's metadata contains the same texts.
 */
public final class OnnxExporter implements ModelExporter {
    private static final JsonMapper JSON = new JsonMapper();

    /** Called by the service loader. */
    public OnnxExporter() {}

    @Override
    public String format() {
        return "onnx";
    }

    @Override
    public String summary() {
        return "An ONNX model (opset 13) that gives scores and maps, and a JSON with preprocessing, classes and threshold.";
    }

    @Override
    public String extension() {
        return ".onnx";
    }

    @Override
    public List<Path> besides(Path file) {
        return List.of(file.resolveSibling(file.getFileName() + ".json"));
    }

    @Override
    public void write(ModelContents model, Path file) {
        LocalizationGraph graph = OnnxExport.graph(model);
        ObjectNode description = description(model, graph);
        Map<String, String> metadata = new LinkedHashMap<>();
        description
                .properties()
                .forEach(part -> metadata.put(part.getKey(), part.getValue().toString()));
        Message content = OnnxExport.of(model, metadata);
        if (content.size() > Integer.MAX_VALUE) {
            throw new InvalidInputException("an ONNX file has at most 2 GiB, and this network needs " + content.size());
        }
        Path beside = besides(file).get(0);
        try {
            AtomicFiles.writeText(beside, description.toPrettyString() + "\n");
            try {
                AtomicFiles.write(file, content::writeTo);
            } catch (IOException e) {
                Files.deleteIfExists(beside); // no half export
                throw e;
            }
        } catch (IOException e) {
            throw new StorageException("cannot write " + file, e);
        }
    }

    private static ObjectNode description(ModelContents model, LocalizationGraph graph) {
        ObjectNode root = JSON.createObjectNode();
        Transformation transformation = model.preprocessing().transformation();
        ImageSize size = model.imageSize();
        ObjectNode input = root.putObject("input");
        input.put("name", LocalizationGraph.IMAGES).put("layout", "batch, channel (RGB), row, column");
        input.put("rows", size.height()).put("columns", size.width());
        input.put("resize", "bilinear, antialiased as Pillow's, to the whole square; the aspect is not kept");
        transformation.mean().forEach(input.putArray("mean")::add);
        transformation.deviation().forEach(input.putArray("deviation")::add);
        input.put("normalisation", "(value / 255 - mean) / deviation, by channel");
        input.put("exifOrientation", model.preprocessing().reading().exifOrientation());
        ObjectNode map = root.putObject("map");
        map.put("rows", graph.mapSize().height()).put("columns", graph.mapSize().width());
        map.put("class", "the one with the highest score");
        map.put("upsampling", model.use().evaluation().upsampling());
        map.put("normaliser", model.use().evaluation().normaliser());
        map.put("localizedBy", model.use().evaluation().map().name().toLowerCase(java.util.Locale.ROOT));
        map.put("erosion", model.use().evaluation().erosion());
        map.put("guided", model.use().evaluation().guided());
        model.use().evaluation().classSize().ifPresent(side -> map.put("classScoresFromSide", side));
        map.put("meanOfMirrored", model.use().evaluation().mirror());
        List.copyOf(graph.program().outputs()).forEach(root.putArray("outputs")::add);
        root.put("threshold", model.threshold());
        root.put("backbone", model.backbone().name())
                .put("method", model.method().name());
        model.classNames().forEach(root.putArray("classes")::add);
        return root;
    }
}
