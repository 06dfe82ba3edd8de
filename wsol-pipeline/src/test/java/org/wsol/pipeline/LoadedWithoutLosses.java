package org.wsol.pipeline;

import java.nio.file.Path;

/** Localizes an image with an archive, in a process whose class path has no losses. */
final class LoadedWithoutLosses {
    private LoadedWithoutLosses() {}

    public static void main(String[] arguments) {
        try (TrainedModel model = TrainedModel.load(Path.of(arguments[0]))) {
            String losses;
            try {
                Class.forName("org.wsol.losses.BridgingGap");
                losses = "LOSSES ARE THERE";
            } catch (ClassNotFoundException e) {
                losses = "no losses";
            }
            System.out.println(
                    losses + "; " + model.localize(Path.of(arguments[1])).box());
        }
    }
}
