package org.wsol.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.wsol.config.override.KeyChange;
import org.wsol.core.InvalidInputException;
import org.wsol.core.StorageException;
import org.wsol.core.data.SplitName;
import org.wsol.experiment.internal.runfolder.Hashes;
import org.wsol.experiment.internal.runfolder.PlannedRun;
import org.wsol.experiment.internal.runfolder.RunIdentity;
import org.wsol.experiment.internal.session.PlanEntry;
import org.wsol.experiment.internal.session.SessionPlan;
import org.wsol.experiment.internal.training.ScoringExecutor;
import org.wsol.experiment.sweep.Experiment;
import org.wsol.pipeline.archive.LocalizerArchive;

/**
 * Scores a localizer's file as a run: its recipe and the given data are combined to an experiment.
 *
 * @param file the localizer
 * @param split the split to score
 */
record ArchiveScoring(Path file, SplitName split) {

    /**
     * The plan.
     *
     * @param data a folder, or an experiment file that names a data set
     * @param typed changes of evaluation settings
     */
    SessionPlan plan(Optional<Path> data, List<KeyChange> typed) {
        Path named = data.orElseThrow(
                () -> new InvalidInputException(file + " does not contain its training images; name some with --data"));
        Path recipe = recipe();
        try {
            List<KeyChange> own = new ArrayList<>(DataOverrides.of(named, recipe, ExperimentArguments.loader()));
            own.add(KeyChange.parse("+name=\"" + name() + "\""));
            List<KeyChange> all = new ArrayList<>(own);
            all.addAll(typed);
            Experiment experiment = EvaluateCommand.compose(recipe, all);
            ScoringExecutor executor = new ScoringExecutor(file, split);
            EvaluateCommand.requireSameTraining(
                    EvaluateCommand.identity(EvaluateCommand.compose(recipe, own), executor)
                            .training(),
                    experiment,
                    executor);
            Map<String, String> evaluation =
                    new TreeMap<>(EvaluateCommand.identity(experiment, executor).evaluation());
            evaluation.put(EvaluateCommand.SPLIT, Hashes.sha256(split.id()));
            Map<String, String> training = Map.of("localizer", sum());
            RunIdentity identity = new RunIdentity(
                    training,
                    evaluation,
                    Hashes.sha256(training + "\n" + evaluation).substring(0, 16));
            Map<String, String> shown = new LinkedHashMap<>(EvaluateCommand.shown(typed));
            shown.put("data", named.toString());
            shown.put(EvaluateCommand.SPLIT, split.id());
            PlannedRun run = new PlannedRun(name(), experiment.runs().get(0).config(), shown, 0, identity);
            return EvaluateCommand.planned(
                    experiment,
                    run,
                    folder -> true,
                    new PlanEntry(run, PlanEntry.Action.NEW, Optional.empty(), "", Optional.empty()));
        } finally {
            delete(recipe);
        }
    }

    private String sum() {
        try {
            return Hashes.sha256(file);
        } catch (IOException e) {
            throw new StorageException("cannot read " + file, e);
        }
    }

    private String name() {
        return file.toAbsolutePath()
                .normalize()
                .getFileName()
                .toString()
                .replaceAll("[.]wsol$", "")
                .replaceAll("[^A-Za-z0-9._-]", "-");
    }

    private Path recipe() {
        try {
            Path recipe = Files.createTempFile("wsol-", ".yaml");
            LocalizerArchive.open(file).recipe().write(recipe);
            return recipe;
        } catch (IOException e) {
            throw new StorageException("cannot write the recipe of " + file + " into a temporary file", e);
        }
    }

    private static void delete(Path recipe) {
        try {
            Files.deleteIfExists(recipe);
        } catch (IOException e) {
            throw new StorageException("cannot delete " + recipe, e);
        }
    }
}
