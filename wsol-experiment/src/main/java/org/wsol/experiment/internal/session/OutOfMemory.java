package org.wsol.experiment.internal.session;

/** Messages for a run that ran out of memory. */
public final class OutOfMemory {
    private OutOfMemory() {}

    /** One sentence with the remedy. */
    public static String reason(OutOfMemoryError error) {
        String what = String.valueOf(error.getMessage());
        return what.contains("Java heap space") || what.contains("GC overhead")
                ? "Java's heap of " + (Runtime.getRuntime().maxMemory() >> 20)
                        + " MB is too small; give it more, for example WSOL_OPTS=-Xmx8g, or lower train.batch or the image sizes"
                : "the machine's memory is not enough (" + what
                        + "); lower train.batch, the image sizes or --jobs, or close other programs";
    }
}
