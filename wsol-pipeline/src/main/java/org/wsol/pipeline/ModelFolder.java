package org.wsol.pipeline;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.wsol.core.InvalidInputException;
import org.wsol.core.StorageException;
import org.wsol.core.WsolException;
import org.wsol.core.internal.Digests;
import org.wsol.engine.weights.SafeTensorsWriter;
import org.wsol.pipeline.archive.LocalizerArchive;
import org.wsol.pipeline.archive.LocalizerDescription;
import org.wsol.pipeline.internal.Checkpoint;
import org.wsol.pipeline.internal.InferenceNetwork;
import org.wsol.pipeline.internal.ModelCard;
import org.wsol.pipeline.internal.Network;
import org.wsol.pipeline.recipe.Recipe;

/** The storage of a trained model: a folder with recipe, parameters and model card, or an archive. */
final class ModelFolder {
    /** In the metadata of the parameters, before the name of a file. */
    private static final String SUM = "sha256 ";

    /** The folder in which a model is written before it replaces an earlier one. */
    private static final String DRAFT = ".saving";

    /** What an interrupted save may leave. */
    private static final Set<String> PARTS = Set.of(DRAFT, ModelCard.WEIGHTS, ModelCard.RECIPE, ModelCard.FILE_NAME);

    private ModelFolder() {}

    static TrainedModel load(Path folderOrArchive) {
        Objects.requireNonNull(folderOrArchive, "folder");
        if (Files.isRegularFile(folderOrArchive)) {
            return ofArchive(LocalizerArchive.open(folderOrArchive));
        }
        ModelCard card = ModelCard.read(folderOrArchive); // throws with the reason if the folder is invalid
        requireUnchanged(folderOrArchive, card);
        return load(folderOrArchive, Recipe.read(folderOrArchive.resolve(ModelCard.RECIPE)));
    }

    static TrainedModel load(Path folder, Recipe recipe) {
        if (Files.isRegularFile(folder)) {
            LocalizerArchive archive = LocalizerArchive.open(folder);
            InferenceNetwork network = new InferenceNetwork(Network.of(recipe, archive));
            return new TrainedModel(recipe, card(archive.description()), network, Optional.empty(), Optional.empty());
        }
        ModelCard card = ModelCard.read(folder);
        Checkpoint weights = new Checkpoint(folder.resolve(card.weights()));
        if (!weights.exists()) {
            throw new InvalidInputException(folder + " contains no trained model: it has no " + card.weights());
        }
        Network network = Network.of(recipe, card.classNames().size(), weights);
        return new TrainedModel(recipe, card, new InferenceNetwork(network), Optional.empty(), Optional.empty());
    }

    private static TrainedModel ofArchive(LocalizerArchive archive) {
        return new TrainedModel(
                archive::recipe,
                archive.description().use(),
                TrainedModel.BATCH,
                card(archive.description()),
                new InferenceNetwork(Network.of(archive)),
                Optional.empty(),
                Optional.empty());
    }

    private static ModelCard card(LocalizerDescription description) {
        return new ModelCard(
                description.classNames(), description.threshold(), description.thresholdSource(), ModelCard.WEIGHTS);
    }

    static void save(TrainedModel model, Path folder) {
        requireModelFolder(folder);
        long steps = model.training().map(TrainingSummary::steps).orElse(0L);
        Path draft = folder.resolve(DRAFT);
        ModelCard card = model.card().withWeights(ModelCard.WEIGHTS);
        Map<String, String> notes = Map.of(
                Checkpoint.STEP,
                Long.toString(steps),
                SUM + ModelCard.RECIPE,
                sum(model.recipe().toYaml()),
                SUM + ModelCard.FILE_NAME,
                sum(card.toJson()));
        model.network()
                .inTurn(
                        trained -> { // throws if the model was closed, before the folder is created
                            create(draft);
                            Map<String, INDArray> arrays = new LinkedHashMap<>();
                            trained.parameters()
                                    .names()
                                    .forEach(name -> arrays.put(
                                            name, trained.parameters().get(name)));
                            SafeTensorsWriter.write(draft.resolve(ModelCard.WEIGHTS), arrays, notes);
                            return arrays.size();
                        });
        model.recipe().write(draft.resolve(ModelCard.RECIPE));
        card.write(draft);
        publish(draft, folder);
    }

    /** Replaces the files of an earlier model only when all new ones are complete. */
    private static void publish(Path draft, Path folder) {
        try {
            for (String name : List.of(ModelCard.WEIGHTS, ModelCard.RECIPE, ModelCard.FILE_NAME)) {
                Files.move(
                        draft.resolve(name),
                        folder.resolve(name),
                        StandardCopyOption.REPLACE_EXISTING,
                        StandardCopyOption.ATOMIC_MOVE);
            }
            Files.delete(draft);
        } catch (IOException e) {
            throw new StorageException("cannot save the model in " + folder, e);
        }
    }

    private static void create(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new StorageException("cannot create the folder " + folder, e);
        }
    }

    /** The parameters contain the checksums of the two other files, and are protected by one of their own. */
    private static void requireUnchanged(Path folder, ModelCard card) {
        Path weights = folder.resolve(card.weights());
        if (!Files.isRegularFile(weights)) {
            return; // reported when they are loaded
        }
        Map<String, String> notes = new Checkpoint(weights).notes();
        for (String name : List.of(ModelCard.RECIPE, ModelCard.FILE_NAME)) {
            String expected = notes.get(SUM + name);
            if (expected != null && !expected.equals(sum(text(folder.resolve(name))))) {
                throw new InvalidInputException(folder.resolve(name)
                        + " has changed since the model was saved: it is damaged, or was edited. Use a copy; to use the"
                        + " model with other settings, load it with a recipe");
            }
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new InvalidInputException("cannot read " + file + ": " + WsolException.reason(e), e);
        }
    }

    private static String sum(String text) {
        return HexFormat.of().formatHex(Digests.sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static void requireModelFolder(Path folder) {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new InvalidInputException("a model is saved in a folder, and " + folder + " is a file");
        }
        if (!Files.isDirectory(folder) || Files.isRegularFile(folder.resolve(ModelCard.FILE_NAME))) {
            return;
        }
        try (var files = Files.list(folder)) {
            if (files.anyMatch(file -> !PARTS.contains(file.getFileName().toString()))) {
                throw new InvalidInputException(
                        "the folder " + folder + " contains other files; name a new folder to save the model in");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + folder, e);
        }
    }
}
