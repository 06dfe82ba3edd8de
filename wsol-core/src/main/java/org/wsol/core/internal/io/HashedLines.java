package org.wsol.core.internal.io;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import org.wsol.core.internal.Digests;

/** A set of lines of text, kept as the first 8 bytes of their SHA-256. */
final class HashedLines {
    private static final long FREE = 0;

    private final MessageDigest digest;
    private long[] table = new long[64];
    private int size;

    HashedLines() {
        digest = Digests.sha256();
    }

    /** Adds a line; false if it was added before. */
    boolean add(String line) {
        long hash = hash(line);
        int slot = slot(hash);
        if (table[slot] == hash) {
            return false;
        }
        table[slot] = hash;
        size++;
        if (size * 2 >= table.length) {
            grow();
        }
        return true;
    }

    private void grow() {
        long[] former = table;
        table = new long[former.length * 2];
        Arrays.stream(former).filter(hash -> hash != FREE).forEach(hash -> table[slot(hash)] = hash);
    }

    synchronized boolean contains(String line) {
        long hash = hash(line);
        return table[slot(hash)] == hash;
    }

    /** The place of a hash, or the free one where it would be. */
    private int slot(long hash) {
        int slot = (int) hash & (table.length - 1);
        while (table[slot] != FREE && table[slot] != hash) {
            slot = (slot + 1) & (table.length - 1);
        }
        return slot;
    }

    private long hash(String line) {
        long hash = ByteBuffer.wrap(digest.digest(line.getBytes(StandardCharsets.UTF_8)))
                .getLong();
        return hash == FREE ? 1 : hash;
    }
}
