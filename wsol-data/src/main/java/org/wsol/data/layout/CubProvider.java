package org.wsol.data.layout;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wsol.core.data.DataSplit;
import org.wsol.core.data.Dataset;
import org.wsol.core.data.SplitName;
import org.wsol.core.internal.Required;
import org.wsol.core.progress.Progress;
import org.wsol.data.DatasetProvider;
import org.wsol.data.annotation.LeftOut;
import org.wsol.data.split.ListedDataset;
import org.wsol.data.split.SplitBuilder;

/** CUB-200-2011 as downloaded: 5,994 training and 5,794 test images of 200 birds; CUBV2 as val if given. */
public final class CubProvider implements DatasetProvider<CubOptions> {
    private static final Logger LOG = LoggerFactory.getLogger(CubProvider.class);

    /** Called by the service loader. */
    public CubProvider() {}

    @Override
    public String name() {
        return "cub";
    }

    @Override
    public String summary() {
        return "CUB-200-2011 as downloaded, with CUBV2 as val if its folder is given.";
    }

    @Override
    public Class<CubOptions> optionsType() {
        return CubOptions.class;
    }

    @Override
    public Dataset open(CubOptions options, Progress progress) {
        Path root = Folders.require(options.root(), "data.root", "CUB-200-2011");
        Map<SplitName, CubBoxRecordReader> readers = CubBoxRecordReader.parts(root, segmentations(options));
        CubBoxRecordReader train = Required.value(readers, SplitName.TRAIN);
        List<String> classNames = train.getLabels();
        List<DataSplit> parts = new ArrayList<>(
                List.of(train.split(), Required.value(readers, SplitName.TEST).split()));
        options.valImages().ifPresent(images -> parts.add(val(options, images, classNames)));
        return options.split().apply(ListedDataset.of("CUB-200-2011", classNames, parts));
    }

    private static Optional<Path> segmentations(CubOptions options) {
        Path root = options.root();
        return options.segmentations()
                .map(folder -> Folders.require(folder, "segmentations"))
                .or(() -> List.of(root.resolve("segmentations"), root.resolveSibling("segmentations")).stream()
                        .filter(Files::isDirectory)
                        .findFirst());
    }

    private static DataSplit val(CubOptions options, Path images, List<String> classNames) {
        Folders.require(images, "CUBV2 images");
        return options.valMetadata()
                .map(folder -> ReferenceSplitReader.read(SplitName.VAL, folder, images, images, Map.of()))
                .orElseGet(() -> valWithoutBoxes(images, classNames))
                .build();
    }

    private static SplitBuilder valWithoutBoxes(Path images, List<String> classNames) {
        SplitBuilder builder = new SplitBuilder(SplitName.VAL, images);
        LeftOut leftOut = new LeftOut();
        ClassFolders.addImages(images, images, classNames, builder, leftOut);
        leftOut.sentences().forEach(LOG::warn);
        return builder;
    }
}
