package org.wsol.engine.weights;

import java.io.IOException;
import java.nio.ByteOrder;
import java.util.Map;

/** The data of the storages of a PyTorch file. */
interface PyTorchStorages extends AutoCloseable {

    /** The content of the file: dictionaries, lists, and tensors with their storages. */
    Object content();

    /** The order of bytes in numbers. */
    ByteOrder order();

    /**
     * Reads bytes of a storage.
     *
     * @param storage the storage
     * @param from the position of the first byte
     * @param target is filled
     * @throws Pickle.RefusedException if the storage is missing or too short, or its checksum is wrong
     */
    void read(Pickle.Storage storage, long from, byte[] target) throws IOException;

    @Override
    void close() throws IOException;

    /** The dictionary that a file holds, for messages about its content. */
    static String describe(Object content) {
        if (content instanceof Map<?, ?> map) {
            return "a dictionary of " + map.size();
        }
        return content instanceof Pickle.Tensor ? "a single tensor" : "no dictionary";
    }
}
