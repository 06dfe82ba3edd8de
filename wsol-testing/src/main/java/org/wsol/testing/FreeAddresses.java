package org.wsol.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/** Addresses of this machine on which nobody listens. */
public final class FreeAddresses {
    private FreeAddresses() {}

    /** So many addresses with different ports. */
    public static List<InetSocketAddress> of(int count) throws IOException {
        List<InetSocketAddress> addresses = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            try (ServerSocket free = new ServerSocket(0)) {
                addresses.add(new InetSocketAddress(InetAddress.getLoopbackAddress(), free.getLocalPort()));
            }
        }
        return addresses;
    }
}
