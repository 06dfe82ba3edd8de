package org.wsol.serve;

import java.nio.file.Path;
import java.util.regex.Matcher;
import org.wsol.core.DataException;
import org.wsol.data.image.ImageDecoder;
import org.wsol.data.image.ImageFormatException;
import org.wsol.data.image.ImageHeader;
import org.wsol.data.image.RgbImage;
import org.wsol.pipeline.TrainedModel;

/** Decodes a received image after checking its header. */
final class Photos {
    /** The maximum number of pixels; larger images are rejected before decoding. */
    static final long MOST_PIXELS = 50_000_000;

    private static final String PLACE = "in the request";

    private Photos() {}

    /**
     * Decodes an image in the same way as the model's files.
     *
     * @param name the name of the image in messages
     */
    static RgbImage decode(TrainedModel model, String name, byte[] content) {
        ImageHeader header;
        try {
            header = ImageHeader.parse(content);
        } catch (ImageFormatException e) {
            if (ImageHeader.isRecognized(content)) {
                throw new HttpProblem(422, name + " is damaged: " + e.getMessage());
            }
            throw new HttpProblem(415, name + " is not a JPEG, PNG, BMP or WebP image: " + e.getMessage());
        }
        if (header.size().area() > MOST_PIXELS) {
            throw new HttpProblem(
                    413, name + " has " + header.size() + " pixels, more than the limit of " + MOST_PIXELS);
        }
        ImageDecoder decoder = model.use().data().reading().decoder().withMaxPixels(MOST_PIXELS);
        try {
            return decoder.decode(content, Path.of(PLACE));
        } catch (DataException e) {
            throw new HttpProblem(
                    422,
                    String.valueOf(e.getMessage()).replaceFirst("^image " + PLACE, Matcher.quoteReplacement(name)));
        }
    }
}
