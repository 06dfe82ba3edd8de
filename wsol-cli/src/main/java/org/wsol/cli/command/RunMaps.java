package org.wsol.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.wsol.core.InvalidInputException;
import org.wsol.core.ScoreMap;
import org.wsol.core.StorageException;
import org.wsol.core.internal.Required;
import org.wsol.core.internal.io.Leftovers;
import org.wsol.eval.interchange.NumPyFiles;
import org.wsol.eval.map.ScoreArray;
import org.wsol.experiment.results.ImageResult;
import org.wsol.experiment.results.ImageResults;
import org.wsol.experiment.results.MapKind;
import org.wsol.experiment.results.ReportedRun;
import org.wsol.experiment.results.ReportedRuns;

/**
 * A folder of maps named after their images. For a run, which stores its maps in one stack, a temporary folder is
 * created and deleted at the end.
 */
final class RunMaps implements AutoCloseable {
    private final Path folder;
    private final Optional<Path> run;

    private RunMaps(Path folder, Optional<Path> run) {
        this.folder = folder;
        this.run = run;
    }

    /** The maps given by the user: a folder of maps, the folder of a run, or one of its stacks. */
    static RunMaps of(Path named) {
        if (Files.isRegularFile(named.resolve(MapKind.CAM.fileName()))) {
            ReportedRun run = ReportedRuns.read(List.of(named)).get(0);
            return unpacked(named, run.localizingMap());
        }
        if (Files.isRegularFile(named)) {
            Path run =
                    Required.folderOf(Required.folderOf(named.toAbsolutePath().normalize()));
            for (MapKind kind : MapKind.values()) {
                if (run.resolve(kind.fileName()).equals(named.toAbsolutePath().normalize())
                        && Files.isRegularFile(run.resolve(ImageResults.FILE_NAME))) {
                    return unpacked(run, kind);
                }
            }
            throw new InvalidInputException(named + " is a file, and no stack of maps in the folder of a run; name a"
                    + " folder of maps, or RUN/" + MapKind.CAM.fileName());
        }
        return new RunMaps(named, Optional.empty());
    }

    private static RunMaps unpacked(Path runFolder, MapKind kind) {
        ReportedRun run = ReportedRuns.read(List.of(runFolder)).get(0);
        List<ImageResult> images = run.images();
        List<ScoreMap> maps =
                run.maps(kind, images.stream().map(ImageResult::index).toList());
        try {
            Path folder = Leftovers.newFolder(Path.of(System.getProperty("java.io.tmpdir")), "wsol-maps");
            RunMaps made = new RunMaps(folder, Optional.of(runFolder));
            for (int i = 0; i < images.size(); i++) {
                Path file = folder.resolve(images.get(i).imageId() + ".npy").normalize();
                if (!file.startsWith(folder)) {
                    made.close();
                    throw new InvalidInputException("image id " + images.get(i).imageId() + " leads out of its folder");
                }
                Files.createDirectories(file.getParent());
                NumPyFiles.write(file, ScoreArray.of(maps.get(i)));
            }
            return made;
        } catch (IOException e) {
            throw new StorageException("cannot unpack the maps of " + runFolder, e);
        }
    }

    /** The folder of maps. */
    Path folder() {
        return folder;
    }

    /** The configuration of the maps' run; empty for other maps. */
    Optional<Path> config() {
        return run.map(found -> found.resolve("config.yaml"));
    }

    @Override
    public void close() {
        if (run.isEmpty()) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new StorageException("cannot delete " + folder, e);
        }
    }
}
