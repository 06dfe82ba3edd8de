package org.wsol.engine.exchange;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;

/** The connection to one partner, for sums and for heartbeats between them. One thread sends, another one receives. */
final class PeerLink {
    private static final byte ALIVE = 0;
    private static final byte SUMS = 1;
    private static final int BLOCK = 1 << 16;
    private static final float[] NONE = {};

    private final Socket socket;
    private final int partner;
    private final DataInputStream in;
    private final DataOutputStream out;
    private final byte[] incoming = new byte[BLOCK];
    private final byte[] outgoing = new byte[BLOCK];
    private float[] received = NONE;

    PeerLink(Socket socket, int partner, Duration deadline) throws IOException {
        this.socket = socket;
        this.partner = partner;
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(Math.toIntExact(deadline.toMillis()));
        this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), BLOCK));
        this.out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream(), BLOCK));
    }

    /** Sends a heartbeat to the partner; a lost partner is detected by the next exchange. */
    void beat() {
        try {
            out.writeByte(ALIVE);
            out.flush();
        } catch (IOException e) {
            close();
        }
    }

    void send(Sums sums) {
        float[] values = sums.values();
        try {
            out.writeByte(SUMS);
            out.writeInt(values.length);
            out.writeInt(sums.numbers().length);
            for (double number : sums.numbers()) {
                out.writeDouble(number);
            }
            for (int start = 0; start < values.length; start += BLOCK / Float.BYTES) {
                int count = Math.min(BLOCK / Float.BYTES, values.length - start);
                ByteBuffer.wrap(outgoing).asFloatBuffer().put(values, start, count);
                out.write(outgoing, 0, count * Float.BYTES);
            }
            out.flush();
        } catch (IOException e) {
            throw lost(e);
        }
    }

    /** The sums of the partner, of the given lengths; valid until the next call. */
    Sums receive(int valueCount, int numberCount) {
        try {
            while (in.readByte() == ALIVE) {
                // heartbeat of a computing partner
            }
            int values = in.readInt();
            int numbers = in.readInt();
            if (values != valueCount || numbers != numberCount) {
                throw new IllegalStateException("worker " + partner + " sent " + values + " and " + numbers
                        + " numbers, expected " + valueCount + " and " + numberCount + ": it is in another training");
            }
            return read(values, numbers);
        } catch (IOException e) {
            throw lost(e);
        }
    }

    private Sums read(int valueCount, int numberCount) throws IOException {
        double[] numbers = new double[numberCount];
        for (int i = 0; i < numberCount; i++) {
            numbers[i] = in.readDouble();
        }
        float[] values = valuesOf(valueCount);
        for (int start = 0; start < valueCount; start += BLOCK / Float.BYTES) {
            int count = Math.min(BLOCK / Float.BYTES, valueCount - start);
            in.readFully(incoming, 0, count * Float.BYTES);
            ByteBuffer.wrap(incoming).asFloatBuffer().get(values, start, count);
        }
        return new Sums(values, numbers);
    }

    /** Kept between calls, except for messages without values. */
    private float[] valuesOf(int count) {
        if (count == 0) {
            return NONE;
        }
        if (received.length != count) {
            received = new float[count];
        }
        return received;
    }

    private WorkerLostException lost(IOException cause) {
        return new WorkerLostException(
                "worker " + partner + " of the training is lost: "
                        + (cause.getMessage() == null ? "its connection ended" : cause.getMessage()),
                cause);
    }

    void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("closing a connection failed", e);
        }
    }
}
