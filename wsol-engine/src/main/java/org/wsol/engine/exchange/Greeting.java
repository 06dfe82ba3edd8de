package org.wsol.engine.exchange;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * The handshake of two workers, which ensures that only partners of the same attempt are connected.
 *
 * @param token the token of the attempt
 * @param rank the rank of this worker
 * @param partner the rank of the expected partner
 */
record Greeting(String token, int rank, int partner) {
    private static final int MAGIC = 0x57534f4c;

    /** The maximum length of a handshake from an unknown peer. */
    private static final int LONGEST = 1024;

    void send(Socket socket) throws IOException {
        byte[] secret = token.getBytes(StandardCharsets.UTF_8);
        DataOutputStream out = new DataOutputStream(socket.getOutputStream());
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        try (DataOutputStream fields = new DataOutputStream(whole)) {
            fields.writeInt(MAGIC);
            fields.writeInt(rank);
            fields.writeInt(partner);
            fields.writeInt(secret.length);
            fields.write(secret);
        }
        out.write(whole.toByteArray());
        out.flush();
    }

    /** Whether the peer is the partner and has the same token. */
    boolean isReturnedBy(Socket socket, int patienceMillis) {
        try {
            socket.setSoTimeout(patienceMillis);
            DataInputStream in = new DataInputStream(socket.getInputStream());
            if (in.readInt() != MAGIC || in.readInt() != partner || in.readInt() != rank) {
                return false;
            }
            int length = in.readInt();
            return length >= 0
                    && length <= LONGEST
                    && token.equals(new String(in.readNBytes(length), StandardCharsets.UTF_8));
        } catch (IOException e) {
            return false; // disconnected or silent: not a partner
        }
    }

    WorkerLostException missing(Throwable cause) {
        return new WorkerLostException("worker " + rank + " of a training was not joined by worker " + partner, cause);
    }
}
