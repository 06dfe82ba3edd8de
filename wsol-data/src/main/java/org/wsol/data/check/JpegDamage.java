package org.wsol.data.check;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Damage inside a JPEG file that decoders repair silently: they replace the rest of the image with grey or shifted blocks.
 * Java's decoder reports it as a warning; the decoder used in training does not.
 */
final class JpegDamage {
    /** Not those that leave all pixels intact, such as a few additional bytes before a marker. */
    private static final Pattern SERIOUS = Pattern.compile(
            "premature end|bad Huffman code|instead of RST|\\d{3,} extraneous", Pattern.CASE_INSENSITIVE);

    private static final Logger LOG = LoggerFactory.getLogger(JpegDamage.class);

    private JpegDamage() {}

    /** The first serious warning; empty if there is none, or if Java does not support the kind of JPEG. */
    static Optional<String> in(byte[] jpeg) {
        List<String> serious = new ArrayList<>();
        ImageReader reader = ImageIO.getImageReadersByFormatName("jpeg").next();
        try (MemoryCacheImageInputStream input = new MemoryCacheImageInputStream(new ByteArrayInputStream(jpeg))) {
            reader.addIIOReadWarningListener((source, warning) -> {
                if (SERIOUS.matcher(warning).find()) {
                    serious.add(warning);
                }
            });
            reader.setInput(input, true, true);
            reader.readRaster(0, null);
        } catch (IOException | RuntimeException e) {
            LOG.debug("only the decoder of the training reads this kind of JPEG", e);
        } finally {
            reader.dispose();
        }
        return serious.stream().findFirst();
    }
}
