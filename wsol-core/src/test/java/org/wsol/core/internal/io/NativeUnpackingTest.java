package org.wsol.core.internal.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeUnpackingTest {
    @TempDir
    Path folder;

    @Test
    void reportsTooLittleDiskSpaceAndTheRemedy() {
        NativeUnpacking full = new NativeUnpacking(folder.resolve("cache/deep"), "some.property", Integer.MAX_VALUE);
        assertThat(full.obstacle("ND4J", new UnsatisfiedLinkError("no such file"))
                        .orElseThrow())
                .hasMessageContaining(folder.resolve("cache/deep").toString())
                .hasMessageContaining("MB are needed")
                .hasMessageContaining("WSOL_OPTS=-Dsome.property=FOLDER");
    }

    @Test
    void reportsOtherReasonsIfThereIsSpace() {
        NativeUnpacking roomy = new NativeUnpacking(folder, "some.property", 0);
        assertThat(roomy.obstacle("ND4J", new UnsatisfiedLinkError("glibc"))).isEmpty();
    }
}
