package org.wsol.engine.exchange;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;

/**
 * What two workers tell each other first, so that only partners of the same attempt are connected.
 *
 * @param token of the attempt
 * @param rank this worker's
 * @param partner the expected one's
 */
record Greeting(String token, int rank, int partner) {
    private static final int MAGIC = 0x57534f4c;

    /** A stranger may say anything, but not much of it. */
    private static final int LONGEST = 1024;

    void send(Socket socket) throws IOException {
        byte[] secret = token.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        DataOutputStream out = new DataOutputStream(socket.getOutputStream());
        java.io.ByteArrayOutputStream whole = new java.io.ByteArrayOutputStream();
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

    /** Whether the other side is the partner and has the same token. */
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
                    && token.equals(new String(in.readNBytes(length), java.nio.charset.StandardCharsets.UTF_8));
        } catch (IOException e) {
            return false; // went away, or said nothing: no partner
        }
    }

    WorkerLostException missing(Throwable cause) {
        return new WorkerLostException("worker " + rank + " of a training waited in vain for worker " + partner, cause);
    }
}
