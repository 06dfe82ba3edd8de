package org.wsol.data.demo;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.wsol.core.Box;
import org.wsol.core.ImageSize;
import org.wsol.core.StorageException;
import org.wsol.core.data.SplitName;
import org.wsol.core.internal.Required;
import org.wsol.core.internal.io.Leftovers;
import org.wsol.core.internal.io.PngOutput;
import org.wsol.core.progress.Progress;
import org.wsol.core.random.SplitMix64;
import org.wsol.data.convert.ReferenceWriter;
import org.wsol.data.split.SplitBuilder;

/**
 * Paints the demonstration set into a folder: PNG images and masks with the lists of the reference layout, so that it is
 * read by the same code as real data. Every image depends on the seed and its own position only.
 */
final class DemoGenerator {
    /** Incremented whenever the images change, so that old images are not reused. */
    static final int VERSION = 3;

    private final DemoOptions options;
    private final List<Species> species;

    DemoGenerator(DemoOptions options) {
        this.options = options;
        this.species = Species.first(options.classes());
    }

    /** The folder of the finished set; generated on first use, and complete whenever it exists. */
    Path ensure(Progress progress) {
        Path home = options.home();
        if (Files.isDirectory(home)) {
            return home;
        }
        try {
            Path draft = Leftovers.newFolder(Required.folderOf(home), "demo-draft");
            try {
                generate(draft, progress);
                publish(draft, home);
            } finally {
                Leftovers.deleteTree(draft);
            }
        } catch (UncheckedIOException e) {
            throw notWritten(home, e.getCause() == null ? e : e.getCause());
        } catch (IOException e) {
            throw notWritten(home, e);
        }
        return home;
    }

    private static StorageException notWritten(Path home, Exception cause) {
        return new StorageException("the demonstration set cannot be written to " + home, cause);
    }

    private void generate(Path draft, Progress progress) throws IOException {
        Files.write(
                draft.resolve("classes.txt"),
                species.stream().map(Species::name).toList());
        int[] counts = {options.train(), options.val(), options.test()};
        try (Progress.Task task = progress.start(
                "painting the demonstration set", IntStream.of(counts).sum())) {
            for (SplitName name : SplitName.values()) {
                generate(draft, name, counts[name.ordinal()], task);
            }
        }
    }

    private void generate(Path draft, SplitName name, int count, Progress.Task task) throws IOException {
        for (String kind : List.of("images", "masks")) {
            for (Species one : species) {
                Files.createDirectories(draft.resolve(kind).resolve(name.id()).resolve(one.name()));
            }
        }
        List<Box> boxes = IntStream.range(0, count)
                .parallel()
                .mapToObj(i -> write(draft, name, i, task))
                .toList();
        SplitBuilder builder = new SplitBuilder(name, draft.resolve("images"), draft.resolve("masks"));
        for (int i = 0; i < count; i++) {
            int image = builder.add(id(name, i), i % species.size());
            builder.setSize(image, ImageSize.square(options.size()));
            builder.addBox(image, boxes.get(i));
            builder.addMask(image, id(name, i));
        }
        new ReferenceWriter(draft.resolve("masks"))
                .write(builder.build(), draft.resolve("metadata").resolve(name.id()));
    }

    private Box write(Path draft, SplitName name, int number, Progress.Task task) {
        SplitMix64 random = SplitMix64.named(options.seed(), "demo/" + name.id() + "/" + number);
        Picture picture = Picture.paint(species.get(number % species.size()), options.size(), random);
        try {
            writePng(picture.image(), draft.resolve("images").resolve(id(name, number)));
            writePng(picture.mask(), draft.resolve("masks").resolve(id(name, number)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        synchronized (task) {
            task.step(1, "");
        }
        return picture.box();
    }

    private static void writePng(BufferedImage image, Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            PngOutput.write(image, out);
        }
    }

    private String id(SplitName name, int number) {
        String species = this.species.get(number % this.species.size()).name();
        return String.format(Locale.ROOT, "%s/%s/%05d.png", name.id(), species, number);
    }

    /** If another run has finished the same set meanwhile, that one is used. */
    private static void publish(Path draft, Path home) throws IOException {
        try {
            Files.move(draft, home, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) { // an atomic move has no exception of its own for a folder that exists
            if (!Files.isDirectory(home)) {
                throw e;
            }
        }
    }
}
