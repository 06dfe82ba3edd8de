package org.wsol.cli.command;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.wsol.cli.predict.PredictionRun;
import org.wsol.experiment.internal.session.Interruption;
import org.wsol.experiment.internal.training.WorkOrigin;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;

/** The hidden options of a process that a worker of an engine starts for a range of the images. */
final class RangeMixin {

    @Option(names = "--range", hidden = true, converter = RangeConverter.class)
    private Optional<PredictionRun.Range> range = Optional.empty();

    @Option(names = "--origin", hidden = true, converter = OriginConverter.class)
    private Optional<WorkOrigin> origin = Optional.empty();

    @Option(names = "--attached", hidden = true, description = "Ends when standard input is closed.")
    private boolean attached;

    /** The images of this process, unless it is the user's. */
    Optional<PredictionRun.Range> range() {
        return range;
    }

    /** Ends this process with its worker at any time: what it writes is complete after every file or line. */
    void attach() {
        if (attached) {
            Attachment.watch(new Interruption(Optional.empty()), Duration.ZERO);
        }
    }

    /**
     * Compares this machine with the one that distributes the images, before the first image.
     *
     * @param here what is found on this machine
     * @throws org.wsol.core.InvalidInputException if they differ
     */
    void requireOrigin(Supplier<WorkOrigin> here) {
        origin.ifPresent(there -> there.requireSame(here.get(), Attachment.host()));
    }

    /** Parses {@code FROM:TO}. */
    static final class RangeConverter implements ITypeConverter<PredictionRun.Range> {
        @Override
        public PredictionRun.Range convert(String text) {
            String[] ends = text.split(":", -1);
            return new PredictionRun.Range(Integer.parseInt(ends[0]), Integer.parseInt(ends[1]));
        }
    }

    /** Parses the text form of an origin. */
    static final class OriginConverter implements ITypeConverter<WorkOrigin> {
        @Override
        public WorkOrigin convert(String text) {
            return WorkOrigin.parse(text);
        }
    }
}
