package org.wsol.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;

/** Tests reasons for errors that Java identifies only by the exception's type. */
class WsolExceptionTest {
    @Test
    void reasonsAreReadable() {
        assertThat(WsolException.reason(new AccessDeniedException("/a"))).isEqualTo("permission denied");
        assertThat(WsolException.reason(new UncheckedIOException(new NoSuchFileException("/a"))))
                .isEqualTo("no such file or folder");
        assertThat(WsolException.reason(new FileSystemLoopException("/a/b")))
                .isEqualTo("the link /a/b leads back to one of its parent folders");
        assertThat(WsolException.reason(new FileSystemException("/a", null, "Is a directory")))
                .isEqualTo("Is a directory");
        assertThat(WsolException.reason(new MalformedInputException(1))).isEqualTo("it is not UTF-8 text");
        assertThat(WsolException.reason(new IOException("broken"))).isEqualTo("broken");
        assertThat(WsolException.reason(new IOException())).contains("IOException");
    }
}
