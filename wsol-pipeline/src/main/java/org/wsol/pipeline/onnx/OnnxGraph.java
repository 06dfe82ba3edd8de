package org.wsol.pipeline.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A builder of an ONNX graph (onnx.proto3, IR version 7). For one graph only. */
final class OnnxGraph {
    static final int FLOAT = 1;
    static final int INT64 = 7;

    private static final int IR_VERSION = 7;
    private static final int OPSET = 13;

    private final List<Message> nodes = new ArrayList<>();
    private final Map<String, Message> constants = new LinkedHashMap<>();
    private final List<Message> inputs = new ArrayList<>();
    private final List<Message> outputs = new ArrayList<>();
    private int helpers;

    /** Attributes of a node: whole numbers, real numbers, lists of whole numbers. */
    static final class Attributes {
        private static final int REAL_TYPE = 1;
        private static final int NUMBER_TYPE = 2;
        private static final int TEXT_TYPE = 3;
        private static final int NUMBERS_TYPE = 7;
        private final List<Message> all = new ArrayList<>();

        private static Message named(String name, int type) {
            return new Message().text(1, name).number(20, type);
        }

        Attributes number(String name, long value) {
            all.add(named(name, NUMBER_TYPE).number(3, value));
            return this;
        }

        Attributes real(String name, float value) {
            all.add(named(name, REAL_TYPE).real(2, value));
            return this;
        }

        Attributes text(String name, String value) {
            all.add(named(name, TEXT_TYPE).text(4, value));
            return this;
        }

        Attributes numbers(String name, long... values) {
            Message attribute = named(name, NUMBERS_TYPE);
            for (long value : values) {
                attribute.number(8, value);
            }
            all.add(attribute);
            return this;
        }
    }

    static Attributes attributes() {
        return new Attributes();
    }

    /** A unique name in the graph. */
    String helper(String what) {
        helpers++;
        return what + "#" + helpers;
    }

    void node(String operation, List<String> from, List<String> to, Attributes attributes) {
        Message node = new Message();
        from.forEach(name -> node.text(1, name));
        to.forEach(name -> node.text(2, name));
        node.text(3, operation + "#" + nodes.size()).text(4, operation);
        attributes.all.forEach(attribute -> node.message(5, attribute));
        nodes.add(node);
    }

    /** A node with one value, which gets the given name. */
    String node(String operation, List<String> from, String to, Attributes attributes) {
        node(operation, from, List.of(to), attributes);
        return to;
    }

    /** A node without attributes. */
    String node(String operation, List<String> from, String to) {
        return node(operation, from, to, attributes());
    }

    /** A constant of floats, created once per name. */
    String floats(String name, INDArray value) {
        if (!constants.containsKey(name)) {
            try (INDArray flat = value.castTo(DataType.FLOAT).dup('c')) {
                float[] values = flat.data().asFloat();
                ByteBuffer raw = ByteBuffer.allocate(Math.toIntExact(flat.length() * Float.BYTES))
                        .order(ByteOrder.LITTLE_ENDIAN);
                raw.asFloatBuffer().put(values, 0, Math.toIntExact(flat.length()));
                constants.put(name, tensor(name, FLOAT, value.shape(), raw.array()));
            }
        }
        return name;
    }

    /** A constant of one float without dimensions. */
    String real(double value) {
        String name = "real " + value;
        ByteBuffer raw =
                ByteBuffer.allocate(Float.BYTES).order(ByteOrder.LITTLE_ENDIAN).putFloat((float) value);
        constants.putIfAbsent(name, tensor(name, FLOAT, new long[0], raw.array()));
        return name;
    }

    /** A constant of two floats. */
    String pair(float first, float second) {
        String name = "pair " + first + " " + second;
        ByteBuffer raw = ByteBuffer.allocate(2 * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        raw.putFloat(first).putFloat(second);
        constants.putIfAbsent(name, tensor(name, FLOAT, new long[] {2}, raw.array()));
        return name;
    }

    /** A constant vector of whole numbers. */
    String numbers(long... values) {
        String name = "numbers " + java.util.Arrays.toString(values);
        constants.putIfAbsent(name, tensor(name, INT64, new long[] {values.length}, raw(values)));
        return name;
    }

    /** A constant whole number without dimensions. */
    String number(long value) {
        String name = "number " + value;
        constants.putIfAbsent(name, tensor(name, INT64, new long[0], raw(value)));
        return name;
    }

    private static byte[] raw(long... values) {
        ByteBuffer raw = ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        raw.asLongBuffer().put(values);
        return raw.array();
    }

    private static Message tensor(String name, int type, long[] shape, byte[] raw) {
        Message tensor = new Message();
        for (long extent : shape) {
            tensor.number(1, extent);
        }
        return tensor.number(2, type).text(8, name).bytes(9, raw);
    }

    /** Declares an input of floats whose first dimension is the batch. */
    void input(String name, long... rest) {
        inputs.add(value(name, rest));
    }

    /** Declares an output of floats whose first dimension is the batch. */
    void output(String name, long... rest) {
        outputs.add(value(name, rest));
    }

    private static Message value(String name, long... rest) {
        Message shape = new Message().message(1, new Message().text(2, "batch"));
        for (long extent : rest) {
            shape.message(1, new Message().number(1, extent));
        }
        Message tensor = new Message().number(1, FLOAT).message(2, shape);
        return new Message().text(1, name).message(2, new Message().message(1, tensor));
    }

    /** The whole model. */
    Message model(String name, Map<String, String> metadata) {
        Message graph = new Message();
        nodes.forEach(node -> graph.message(1, node));
        graph.text(2, name);
        constants.values().forEach(constant -> graph.message(5, constant));
        inputs.forEach(input -> graph.message(11, input));
        outputs.forEach(output -> graph.message(12, output));
        Message model = new Message().number(1, IR_VERSION).text(2, "wsol").message(7, graph);
        model.message(8, new Message().text(1, "").number(2, OPSET));
        metadata.forEach(
                (key, value) -> model.message(14, new Message().text(1, key).text(2, value)));
        return model;
    }
}
