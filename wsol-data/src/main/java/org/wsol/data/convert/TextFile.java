package org.wsol.data.convert;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.wsol.core.internal.io.OwnFiles;

/** Writes UTF-8 text files, without overwriting files that wsol did not write; errors name the file. */
final class TextFile {
    private TextFile() {}

    /** An action that writes text. */
    interface Content {
        void writeTo(Appendable out) throws IOException;
    }

    static Path write(Path file, Content content) {
        OwnFiles.write(file, out -> {
            BufferedWriter writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
            content.writeTo(writer);
            writer.flush();
        });
        return file;
    }
}
