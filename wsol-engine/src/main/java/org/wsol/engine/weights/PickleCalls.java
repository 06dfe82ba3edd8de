package org.wsol.engine.weights;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.wsol.engine.weights.Pickle.Name;
import org.wsol.engine.weights.Pickle.RefusedException;
import org.wsol.engine.weights.Pickle.Storage;
import org.wsol.engine.weights.Pickle.Tensor;

/**
 * The only functions and classes that a pickle may name: those PyTorch writes for tensors, parameters and ordered
 * dictionaries. Names are never resolved: each function is implemented here, and every other name is rejected.
 */
final class PickleCalls {
    private static final Name ORDERED_DICT = new Name("collections", "OrderedDict");
    private static final String REBUILD = "torch._utils";

    private static final Map<String, ElementType> STORAGES = Map.of(
            "DoubleStorage", ElementType.F64,
            "FloatStorage", ElementType.F32,
            "HalfStorage", ElementType.F16,
            "BFloat16Storage", ElementType.BF16,
            "LongStorage", ElementType.I64,
            "IntStorage", ElementType.I32,
            "ShortStorage", ElementType.I16,
            "CharStorage", ElementType.I8,
            "ByteStorage", ElementType.U8,
            "BoolStorage", ElementType.BOOL);

    private PickleCalls() {}

    /**
     * Checks that a pickle may use a name.
     *
     * @throws RefusedException if not, with the name
     */
    static Name allowed(String module, String name) {
        Name wanted = new Name(module, name);
        if (wanted.equals(ORDERED_DICT) || elementType(wanted) != null) {
            return wanted;
        }
        if (module.equals(REBUILD)
                && List.of("_rebuild_tensor", "_rebuild_tensor_v2", "_rebuild_parameter")
                        .contains(name)) {
            return wanted;
        }
        throw new RefusedException(
                "it asks for " + wanted
                        + ", but a weight file may only contain tensors, dictionaries, numbers and strings; nothing was executed");
    }

    /** The result of a call; the arguments are checked. */
    static Object call(Name function, List<?> arguments) {
        if (function.equals(ORDERED_DICT)) {
            return dictionary(arguments);
        }
        return switch (function.name()) {
            case "_rebuild_tensor", "_rebuild_tensor_v2" -> tensor(arguments);
            case "_rebuild_parameter" -> {
                if (!arguments.isEmpty() && arguments.get(0) instanceof Tensor tensor) {
                    yield tensor;
                }
                throw new RefusedException("it creates a parameter from something that is not a tensor");
            }
            default -> throw new RefusedException("it calls " + function + ", which is not supported");
        };
    }

    /** An empty dictionary, or a dictionary of the pairs in the only argument. */
    private static Map<Object, Object> dictionary(List<?> arguments) {
        Map<Object, Object> map = new LinkedHashMap<>();
        if (arguments.isEmpty()) {
            return map;
        }
        if (arguments.size() == 1 && arguments.get(0) instanceof List<?> pairs) {
            for (Object pair : pairs) {
                if (!(pair instanceof List<?> two) || two.size() != 2) {
                    throw new RefusedException("it creates a dictionary from something that is not a pair");
                }
                map.put(Unpickler.key(two.get(0)), two.get(1));
            }
            return map;
        }
        throw new RefusedException("it creates a dictionary from something that is not a list of pairs");
    }

    private static Tensor tensor(List<?> arguments) {
        if (arguments.size() < 4 || !(arguments.get(0) instanceof Storage storage)) {
            throw new RefusedException("it creates a tensor from something that is not a storage");
        }
        long offset = number(arguments.get(1), "offset");
        List<Long> shape = numbers(arguments.get(2), "shape");
        List<Long> strides = numbers(arguments.get(3), "strides");
        if (shape.size() != strides.size()) {
            throw new RefusedException("a tensor of shape " + shape + " has strides " + strides);
        }
        Tensor tensor = new Tensor(storage, offset, shape, strides);
        try {
            if (tensor.count() > 0 && tensor.end() > storage.count()) {
                throw new RefusedException("a tensor of shape " + shape + ", strides " + strides + " and offset "
                        + offset + " reaches beyond its storage of " + storage.count() + " elements");
            }
        } catch (ArithmeticException e) {
            throw new RefusedException("a tensor has the impossible shape " + shape + " with strides " + strides);
        }
        return tensor;
    }

    /** The value of a persistent identifier; the only kind is a storage. */
    static Storage storage(Object identifier) {
        if (identifier instanceof List<?> parts && !parts.isEmpty() && "module".equals(parts.get(0))) {
            throw new RefusedException("it contains a complete module, not only its weights;"
                    + " save model.state_dict() instead of the model");
        }
        if (!(identifier instanceof List<?> parts)
                || parts.size() < 5
                || !"storage".equals(parts.get(0))
                || !(parts.get(1) instanceof Name type)
                || !(parts.get(2) instanceof String key)) {
            throw new RefusedException("it refers to something that is not a storage");
        }
        ElementType elementType = elementType(type);
        if (elementType == null) {
            throw new RefusedException("it refers to a storage of type " + type);
        }
        long count = number(parts.get(4), "storage size");
        // Before version 0.4, a storage could be a view of another: (key of the view, offset, size).
        if (parts.size() > 5 && parts.get(5) instanceof List<?> view && view.size() == 3) {
            return new Storage(key, elementType, number(view.get(2), "view size"), number(view.get(1), "view offset"));
        }
        return new Storage(key, elementType, count, 0);
    }

    @org.jspecify.annotations.Nullable
    private static ElementType elementType(Name name) {
        return name.module().equals("torch") ? STORAGES.get(name.name()) : null;
    }

    private static List<Long> numbers(Object value, String what) {
        if (!(value instanceof List<?> list)) {
            throw new RefusedException("a tensor's " + what + " is not a list of numbers");
        }
        List<Long> numbers = new ArrayList<>();
        for (Object item : list) {
            numbers.add(number(item, what));
        }
        return numbers;
    }

    private static long number(Object value, String what) {
        if (value instanceof Long number && number >= 0) {
            return number;
        }
        throw new RefusedException("a tensor's " + what + " is not a valid number");
    }
}
