package org.wsol.experiment.internal.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.wsol.core.StorageException;
import org.wsol.core.WsolException;
import org.wsol.experiment.internal.runfolder.PlannedRun;
import org.wsol.experiment.internal.runfolder.RunFiles;
import org.wsol.experiment.internal.runfolder.RunFolder;

/** Finds or makes the folder that a planned run is computed in. */
final class RunFolders {
    private static final List<Integer> DIGITS = List.of(8, 16, 64);

    private RunFolders() {}

    /** The folder of an entry: the one it was begun in, or a new one, with the trained network where it is only scored. */
    static RunFolder of(PlanEntry entry, SessionFolder session) {
        if (entry.action() == PlanEntry.Action.EVALUATE) {
            RunFolder folder = free(entry.run(), session);
            copyTraining(entry.earlier().orElseThrow(), folder); // first: without its card it is not a run to resume
            folder.create(entry.run());
            return folder;
        }
        return entry.earlier().orElseGet(() -> {
            RunFolder folder = free(entry.run(), session);
            folder.create(entry.run());
            return folder;
        });
    }

    /** The folders of the same run in other sessions of the experiment; damaged ones are left out. */
    static List<RunFolder> inOtherSessions(PlannedRun run, SessionFolder session) {
        try (Stream<Path> sessions = Files.list(session.path().toAbsolutePath().getParent())) {
            return sessions.filter(other -> !other.equals(session.path().toAbsolutePath()))
                    .flatMap(other -> DIGITS.stream().map(digits -> other.resolve(run.folderName(digits))))
                    .filter(folder -> RunFiles.isRun(folder) && isOf(run, folder))
                    .map(RunFolder::new)
                    .toList();
        } catch (IOException e) {
            throw new StorageException("cannot list the sessions beside " + session.path(), e);
        }
    }

    private static boolean isOf(PlannedRun run, Path folder) {
        try {
            return RunFiles.identity(new RunFolder(folder))
                    .hash()
                    .equals(run.identity().hash());
        } catch (WsolException e) {
            return false; // named when the session was planned
        }
    }

    /** A folder that does not exist; where two runs have the same first digits, more of them. */
    private static RunFolder free(PlannedRun run, SessionFolder session) {
        return DIGITS.stream()
                .map(digits -> new RunFolder(session.path().resolve(run.folderName(digits))))
                .filter(candidate -> !Files.exists(candidate.path()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("two runs of one session are the same: " + run.tag()));
    }

    /** Copies checkpoints and logs, so that the run's training counts as complete. */
    private static void copyTraining(RunFolder trained, RunFolder folder) {
        try (Stream<Path> checkpoints = Files.list(trained.checkpoints())) {
            Files.createDirectories(folder.checkpoints());
            copy(trained.metricsLines(), folder.metricsLines());
            copy(trained.epochs(), folder.epochs());
            for (Path file : checkpoints.filter(Files::isRegularFile).toList()) {
                copy(file, folder.checkpoints().resolve(file.getFileName().toString()));
            }
        } catch (IOException e) {
            throw new StorageException("cannot read the checkpoints of " + trained.path(), e);
        }
    }

    /**
     * A second name of the same content where the file system allows it: checkpoints are large, and replaced, never
     * changed.
     */
    private static void copy(Path from, Path to) {
        if (!Files.exists(from)) {
            return;
        }
        try {
            boolean checkpoint = from.toString().endsWith(".safetensors");
            if (checkpoint && linked(from, to)) {
                return;
            }
            Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new StorageException("cannot copy " + from + " to " + to, e);
        }
    }

    private static boolean linked(Path from, Path to) {
        try {
            Files.createLink(to, from);
            return true;
        } catch (IOException | UnsupportedOperationException e) {
            return false; // another disk or a file system without links: copied instead
        }
    }
}
