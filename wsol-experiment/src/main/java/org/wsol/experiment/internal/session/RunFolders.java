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

/** Finds or creates the folder of a planned run. */
final class RunFolders {
    private static final List<Integer> DIGITS = List.of(8, 16, 64);

    private RunFolders() {}

    /**
     * The folder of an entry: the folder in which it was started, or a new one, with the trained network if it is only
     * scored.
     */
    static RunFolder of(PlanEntry entry, SessionFolder session) {
        if (entry.action() == PlanEntry.Action.EVALUATE) {
            RunFolder folder = free(entry.run(), session);
            copyTraining(entry.earlier().orElseThrow(), folder); // first: without its card it is not resumable
            folder.create(entry.run());
            return folder;
        }
        return entry.earlier().orElseGet(() -> {
            RunFolder folder = free(entry.run(), session);
            folder.create(entry.run());
            return folder;
        });
    }

    /** The folders of the same run in other sessions of the experiment; damaged ones are skipped. */
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
            return false; // reported when the session was planned
        }
    }

    /** A new folder; uses more digits of the identity if the first ones are not unique. */
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

    /** Creates a hard link if the file system supports it: checkpoints are large, and replaced but never modified. */
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
            return false; // another disk, or no support for links: copied instead
        }
    }
}
