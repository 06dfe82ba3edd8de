package org.wsol.data.bench;

import java.nio.file.Path;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wsol.core.data.DataSplit;
import org.wsol.core.data.Dataset;
import org.wsol.core.data.SplitName;
import org.wsol.core.progress.Progress;
import org.wsol.data.batch.ImageBatchLoader;
import org.wsol.data.batch.Preprocessing;
import org.wsol.data.batch.Reading;
import org.wsol.data.layout.FolderOptions;
import org.wsol.data.layout.FolderProvider;
import org.wsol.engine.data.BatchLoader.BatchStream;

/**
 * Images per second from JPEG files to training tensors: arguments are a folder with one sub-folder per class, the number of
 * threads and of passes, and for the cache its folder. The PyTorch side is {@code bench/pytorch_dataloader.py}.
 */
public final class LoaderThroughput {
    private static final Logger LOG = LoggerFactory.getLogger(LoaderThroughput.class);

    private LoaderThroughput() {}

    /** Measures and logs. */
    public static void main(String[] arguments) {
        Dataset images = new FolderProvider().open(FolderOptions.of(Path.of(arguments[0])), Progress.NONE);
        int threads = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 2;
        int passes = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 3;
        DataSplit train = images.split(SplitName.TRAIN).orElseThrow();
        Reading plain = Reading.standard().withWorkers(threads);
        Reading reading = arguments.length > 3 ? plain.withCache(Path.of(arguments[3])) : plain;
        Preprocessing settings = Preprocessing.reference().with(reading);
        try (ImageBatchLoader loader = ImageBatchLoader.training(train, settings, 32, 1)) {
            for (int pass = 0; pass < passes; pass++) {
                LOG.warn(String.format(Locale.ROOT, "pass %d: %.1f images/s", pass, throughput(loader, pass)));
            }
        }
    }

    private static double throughput(ImageBatchLoader loader, int epoch) {
        long start = System.nanoTime();
        long count = 0;
        try (BatchStream stream = loader.epoch(epoch, 0)) {
            for (var batch = stream.next(); batch.isPresent(); batch = stream.next()) {
                count += batch.get().size();
            }
        }
        return count * 1e9 / (System.nanoTime() - start);
    }
}
