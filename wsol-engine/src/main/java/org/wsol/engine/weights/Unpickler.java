package org.wsol.engine.weights;

import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.wsol.engine.weights.Pickle.Name;
import org.wsol.engine.weights.Pickle.None;
import org.wsol.engine.weights.Pickle.RefusedException;
import org.wsol.engine.weights.Pickle.Storage;

/**
 * Reads a Python pickle of protocol 0 to 5 as data. A pickle is a program for a small stack machine that may call any
 * Python function; this implementation supports only the functions of {@link PickleCalls} and rejects all others with
 * an error that names them. Dictionaries become maps, lists and tuples lists, numbers {@code Long}, {@code BigInteger}
 * or {@code Double}. Written from the description of the opcodes.
 */
final class Unpickler {
    private static final int LONGEST_LINE = 1000;
    private static final int LONGEST_NUMBER = 256;

    private final ByteBuffer in;
    private final List<Object> stack = new ArrayList<>();
    private final List<Integer> marks = new ArrayList<>();
    private final Map<Long, Object> memo = new HashMap<>();

    private final Consumer<Storage> storages;

    private Unpickler(ByteBuffer in, Consumer<Storage> storages) {
        this.in = in;
        this.storages = storages;
    }

    /**
     * Reads one pickle at the buffer's position and advances the position past it.
     *
     * @throws RefusedException if it is damaged, or contains anything but data
     */
    static Object read(ByteBuffer in) {
        return read(in, storage -> {});
    }

    /** The same, reporting every reference to a storage. */
    static Object read(ByteBuffer in, Consumer<Storage> storages) {
        Unpickler machine = new Unpickler(in.order(ByteOrder.LITTLE_ENDIAN), storages);
        try {
            return machine.run();
        } catch (BufferUnderflowException e) {
            throw new RefusedException("it ends in the middle");
        }
    }

    private Object run() {
        while (true) {
            int code = in.get() & 0xff;
            if (code == '.') {
                return pop();
            }
            if (!number(code) && !text(code) && !container(code) && !memory(code)) {
                special(code);
            }
        }
    }

    private boolean number(int code) {
        switch (code) {
            case 'N' -> push(None.NONE);
            case 0x88 -> push(true);
            case 0x89 -> push(false);
            case 'J' -> push((long) in.getInt());
            case 'K' -> push((long) (in.get() & 0xff));
            case 'M' -> push((long) (in.getShort() & 0xffff));
            case 0x8a -> push(integer(in.get() & 0xff));
            case 0x8b -> push(integer(in.getInt()));
            case 'G' -> {
                push(in.order(ByteOrder.BIG_ENDIAN).getDouble());
                in.order(ByteOrder.LITTLE_ENDIAN);
            }
            case 'I' -> {
                String line = line();
                push(line.matches("0[01]") ? (Object) line.equals("01") : parsed(line));
            }
            case 'L' -> push(parsed(line().replaceFirst("L$", "")));
            case 'F' -> push(decimal(line()));
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean text(int code) {
        switch (code) {
            case 'X', 'T' -> push(string(in.getInt() & 0xffffffffL));
            case 0x8c, 'U' -> push(string(in.get() & 0xff));
            case 0x8d -> push(string(in.getLong()));
            case 'V' -> push(line());
            case 'S' -> push(line().replaceAll("^['\"]|['\"]$", ""));
            case 'C' -> push(bytes(in.get() & 0xff));
            case 'B' -> push(bytes(in.getInt() & 0xffffffffL));
            case 0x8e -> push(bytes(in.getLong()));
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean container(int code) {
        switch (code) {
            case '}' -> push(new LinkedHashMap<>());
            case ']', ')' -> push(new ArrayList<>());
            case '(' -> marks.add(stack.size());
            case 'd' -> push(filled(new LinkedHashMap<>(), popToMark()));
            case 'l', 't' -> push(popToMark());
            case 0x85 -> push(popLast(1));
            case 0x86 -> push(popLast(2));
            case 0x87 -> push(popLast(3));
            case 'a' -> {
                Object item = pop();
                list(top()).add(item);
            }
            case 'e' -> {
                List<Object> items = popToMark();
                list(top()).addAll(items);
            }
            case 's' -> {
                List<Object> pair = popLast(2);
                filled(map(top()), pair);
            }
            case 'u' -> {
                List<Object> items = popToMark();
                filled(map(top()), items);
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean memory(int code) {
        switch (code) {
            case '0' -> pop();
            case '1' -> popToMark();
            case '2' -> push(top());
            case 'p' -> memo.put(parsed(line()).longValue(), top());
            case 'q' -> memo.put((long) (in.get() & 0xff), top());
            case 'r' -> memo.put(in.getInt() & 0xffffffffL, top());
            case 0x94 -> memo.put((long) memo.size(), top());
            case 'g' -> push(remembered(parsed(line()).longValue()));
            case 'h' -> push(remembered(in.get() & 0xff));
            case 'j' -> push(remembered(in.getInt() & 0xffffffffL));
            default -> {
                return false;
            }
        }
        return true;
    }

    private void special(int code) {
        switch (code) {
            case 0x80 -> {
                int protocol = in.get() & 0xff;
                if (protocol > 5) {
                    throw new RefusedException("it is a pickle of the unknown protocol " + protocol);
                }
            }
            case 0x95 -> in.getLong();
            case 'c' -> {
                String module = line();
                push(PickleCalls.allowed(module, line()));
            }
            case 0x93 -> {
                if (pop() instanceof String name && pop() instanceof String module) {
                    push(PickleCalls.allowed(module, name));
                } else {
                    throw new RefusedException("it refers to something without a name");
                }
            }
            case 'i' -> {
                String module = line();
                throw new RefusedException("it refers to an object of " + PickleCalls.allowed(module, line()));
            }
            case 'R', 0x81 -> {
                Object arguments = pop();
                push(PickleCalls.call(name(pop()), list(arguments)));
            }
            case 'b' -> build(pop());
            case 'Q' -> {
                Storage storage = PickleCalls.storage(pop());
                storages.accept(storage);
                push(storage);
            }
            default ->
                throw new RefusedException(
                        String.format("byte %d, 0x%02x, is not an instruction for data", in.position() - 1, code));
        }
    }

    /** PyTorch attaches version numbers to its dictionaries; they are not needed. */
    private void build(Object state) {
        if (!(top() instanceof Map) || !(state instanceof Map)) {
            throw new RefusedException("it sets the inner state of something that is not a dictionary");
        }
    }

    private static Name name(Object value) {
        if (value instanceof Name name) {
            return name;
        }
        throw new RefusedException("it calls something that is not a function");
    }

    @SuppressWarnings("unchecked")
    private static List<Object> list(Object value) {
        if (value instanceof List) {
            return (List<Object>) value;
        }
        throw new RefusedException("it adds to something that is not a list");
    }

    @SuppressWarnings("unchecked")
    private static Map<Object, Object> map(Object value) {
        if (value instanceof Map) {
            return (Map<Object, Object>) value;
        }
        throw new RefusedException("it sets items of something that is not a dictionary");
    }

    private static Map<Object, Object> filled(Map<Object, Object> map, List<Object> items) {
        if (items.size() % 2 != 0) {
            throw new RefusedException("a dictionary has a key without a value");
        }
        for (int i = 0; i < items.size(); i += 2) {
            map.put(key(items.get(i)), items.get(i + 1));
        }
        return map;
    }

    /** Lists and maps are not needed as keys, and the hash of one that contains itself would not terminate. */
    static Object key(Object value) {
        if (value instanceof List || value instanceof Map) {
            throw new RefusedException("a dictionary has a list as its key");
        }
        return value;
    }

    private void push(Object value) {
        stack.add(value);
    }

    private Object top() {
        if (stack.size() <= lowest()) {
            throw new RefusedException("it takes a value that is not there");
        }
        return stack.get(stack.size() - 1);
    }

    private Object pop() {
        Object value = top();
        stack.remove(stack.size() - 1);
        return value;
    }

    private int lowest() {
        return marks.isEmpty() ? 0 : marks.get(marks.size() - 1);
    }

    private List<Object> popToMark() {
        if (marks.isEmpty()) {
            throw new RefusedException("it closes a list that was not opened");
        }
        List<Object> items = stack.subList(marks.remove(marks.size() - 1), stack.size());
        List<Object> copy = new ArrayList<>(items);
        items.clear();
        return copy;
    }

    private List<Object> popLast(int count) {
        if (stack.size() - count < lowest()) {
            throw new RefusedException("it takes values that are not there");
        }
        List<Object> items = stack.subList(stack.size() - count, stack.size());
        List<Object> copy = new ArrayList<>(items);
        items.clear();
        return copy;
    }

    private Object remembered(long index) {
        Object value = memo.get(index);
        if (value == null) {
            throw new RefusedException("it recalls value " + index + ", which was never kept");
        }
        return value;
    }

    private String line() {
        int start = in.position();
        while (in.get() != '\n') {
            if (in.position() - start > LONGEST_LINE) {
                throw new RefusedException("it has a name of more than " + LONGEST_LINE + " bytes");
            }
        }
        byte[] bytes = new byte[in.position() - start - 1];
        in.get(start, bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private String string(long length) {
        return new String(bytes(length), StandardCharsets.UTF_8);
    }

    private byte[] bytes(long length) {
        if (length < 0 || length > in.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] bytes = new byte[(int) length];
        in.get(bytes);
        return bytes;
    }

    /** A little-endian two's complement number of the given length in bytes. */
    private Number integer(int length) {
        if (length > LONGEST_NUMBER) {
            throw new RefusedException("it has a number of " + length + " bytes");
        }
        byte[] bytes = bytes(length);
        for (int i = 0; i < bytes.length / 2; i++) {
            byte low = bytes[i];
            bytes[i] = bytes[bytes.length - 1 - i];
            bytes[bytes.length - 1 - i] = low;
        }
        return small(bytes.length == 0 ? BigInteger.ZERO : new BigInteger(bytes));
    }

    private static Number parsed(String line) {
        try {
            return small(new BigInteger(line));
        } catch (NumberFormatException e) {
            throw new RefusedException("'" + line + "' is not a number");
        }
    }

    private static Double decimal(String line) {
        try {
            return Double.valueOf(line);
        } catch (NumberFormatException e) {
            throw new RefusedException("'" + line + "' is not a number");
        }
    }

    private static Number small(BigInteger number) {
        if (number.bitLength() < Long.SIZE) {
            return number.longValue();
        }
        return number;
    }
}
