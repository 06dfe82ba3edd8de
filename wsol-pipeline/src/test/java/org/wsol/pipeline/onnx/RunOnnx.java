package org.wsol.pipeline.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/**
 * Runs ONNX models in a process without ND4J, because both in one process crash. Arguments: folders with {@code
 * model.onnx} and {@code input.bin}; a file is written there for each output.
 */
final class RunOnnx {
    private RunOnnx() {}

    public static void main(String[] folders) throws Exception {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        for (String name : folders) {
            Path folder = Path.of(name);
            try (OrtSession session =
                    environment.createSession(folder.resolve("model.onnx").toString())) {
                run(environment, session, folder);
            }
        }
    }

    private static void run(OrtEnvironment environment, OrtSession session, Path folder) throws Exception {
        ByteBuffer raw =
                ByteBuffer.wrap(Files.readAllBytes(folder.resolve("input.bin"))).order(ByteOrder.LITTLE_ENDIAN);
        int side = raw.getInt();
        int batch = raw.remaining() / Float.BYTES / (3 * side * side);
        FloatBuffer values = FloatBuffer.allocate(raw.remaining() / Float.BYTES)
                .put(raw.asFloatBuffer())
                .flip();
        try (OnnxTensor images = OnnxTensor.createTensor(environment, values, new long[] {batch, 3, side, side});
                OrtSession.Result result = session.run(Map.of("images", images))) {
            for (var output : result) {
                float[][] rows = (float[][]) output.getValue().getValue();
                int count = Arrays.stream(rows).mapToInt(row -> row.length).sum();
                ByteBuffer bytes = ByteBuffer.allocate(count * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
                Arrays.stream(rows).forEach(row -> {
                    for (float value : row) {
                        bytes.putFloat(value);
                    }
                });
                Files.write(folder.resolve(output.getKey() + ".bin"), bytes.array());
            }
        }
        String classes = session.getMetadata().getCustomMetadata().getOrDefault("classes", "");
        Files.writeString(folder.resolve("classes.txt"), classes);
    }
}
