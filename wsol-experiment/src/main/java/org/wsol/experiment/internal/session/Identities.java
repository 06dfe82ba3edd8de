package org.wsol.experiment.internal.session;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.wsol.config.schema.Selection;
import org.wsol.core.WsolException;
import org.wsol.engine.weights.WeightCatalogue;
import org.wsol.eval.metric.BoxEvaluator;
import org.wsol.experiment.internal.runfolder.CodeSums;
import org.wsol.experiment.internal.runfolder.ConfigFingerprint;
import org.wsol.experiment.internal.runfolder.Hashes;
import org.wsol.experiment.internal.runfolder.RunExecutor;
import org.wsol.experiment.internal.runfolder.RunExecutor.DataSums;
import org.wsol.experiment.internal.runfolder.RunIdentity;
import org.wsol.experiment.schema.ExperimentConfig;

/** Computes the identities of runs. Data, files and code of an experiment's runs are read once. */
final class Identities {
    private static final String WEIGHTS_KEY = "model.pretrained";
    private final RunExecutor executor;
    private final ConfigFingerprint fingerprint = new ConfigFingerprint();
    private final WeightCatalogue catalogue = WeightCatalogue.standard();
    private final CodeSums code = new CodeSums();
    private final Map<Selection, DataSums> data = new HashMap<>();

    Identities(RunExecutor executor) {
        this.executor = executor;
    }

    /**
     * The identity of a run.
     *
     * @throws WsolException if its data cannot be found or read
     */
    RunIdentity of(ExperimentConfig config) {
        ConfigFingerprint.Sums sums = fingerprint.of(config);
        DataSums lists = data.computeIfAbsent(config.data().layout(), layout -> executor.data(config));
        Map<String, String> training = new TreeMap<>();
        training.put("configuration", sums.training());
        training.put("data", lists.training());
        sums.trainingFiles().forEach((key, sum) -> training.put(fileName(key), sum));
        // "imagenet" is not a path but refers to a published file, which is stored elsewhere.
        config.model()
                .pretrained()
                .ifPresent(setting -> training.put(
                        fileName(WEIGHTS_KEY),
                        fingerprint.content(catalogue.locate(
                                setting, config.model().backbone().name()))));
        executor.code(config).forEach((name, type) -> training.put("code." + name, code.of(type)));
        training.put("code.core", code.of(WsolException.class));
        training.put("code.runs", code.of(executor.getClass()));
        sums.trainingParts().forEach((name, type) -> training.put("code." + name, code.of(type)));
        Map<String, String> evaluation = new TreeMap<>();
        evaluation.put("configuration", sums.evaluation());
        evaluation.put("data", lists.evaluation());
        sums.evaluationFiles().forEach((key, sum) -> evaluation.put(fileName(key), sum));
        evaluation.put("code.eval", code.of(BoxEvaluator.class));
        sums.evaluationParts().forEach((name, type) -> evaluation.put("code." + name, code.of(type)));
        if (config.train().checkpoint().saveBest().isPresent()) {
            // the saved network was chosen by evaluation, so it depends on everything that scores depend on
            evaluation.forEach((name, sum) -> training.put("selection." + name, sum));
        }
        return new RunIdentity(training, evaluation, row(training, evaluation, sums));
    }

    private static String row(
            Map<String, String> training, Map<String, String> evaluation, ConfigFingerprint.Sums sums) {
        Map<String, String> seedless = new TreeMap<>(training);
        seedless.put("configuration", sums.seedless());
        return Hashes.sha256(seedless + "\n" + evaluation).substring(0, 16);
    }

    private static String fileName(String key) {
        return key.equals(WEIGHTS_KEY) ? "weights" : "file." + key;
    }
}
