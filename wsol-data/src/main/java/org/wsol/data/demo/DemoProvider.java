package org.wsol.data.demo;

import java.nio.file.Path;
import java.util.Optional;
import org.wsol.core.data.Dataset;
import org.wsol.core.progress.Progress;
import org.wsol.data.DatasetProvider;
import org.wsol.data.layout.ReferenceOptions;
import org.wsol.data.layout.ReferenceProvider;

/**
 * The demonstration set: creatures on cluttered backgrounds whose species is visible only in the colour of their small
 * heads. A classifier needs the head only, so its activation map finds the head only: the problem this project is
 * about.
 */
public final class DemoProvider implements DatasetProvider<DemoOptions> {

    /** Called by the service loader. */
    public DemoProvider() {}

    @Override
    public String name() {
        return "demo";
    }

    @Override
    public String summary() {
        return "Generated creatures with exact boxes and masks; needs no download.";
    }

    @Override
    public Class<DemoOptions> optionsType() {
        return DemoOptions.class;
    }

    @Override
    public Dataset open(DemoOptions options, Progress progress) {
        Path home = new DemoGenerator(options).ensure(progress);
        ReferenceOptions lists = new ReferenceOptions(
                home.resolve("images"),
                Optional.of(home.resolve("metadata")),
                Optional.of(home.resolve("masks")),
                Optional.empty(),
                Optional.empty(),
                Optional.of(home.resolve("classes.txt")),
                Optional.of("demonstration creatures"),
                options.split());
        return new ReferenceProvider().open(lists, progress);
    }
}
