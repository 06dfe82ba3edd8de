package org.wsol.cli.bench;

import java.util.LinkedHashSet;
import java.util.Set;
import org.nd4j.linalg.api.buffer.DataType;
import org.wsol.cli.bench.Stopwatch.Work;
import org.wsol.core.ImageSize;
import org.wsol.engine.data.Batch;
import org.wsol.engine.graph.Backbone;
import org.wsol.engine.graph.GraphResult;
import org.wsol.engine.graph.ParameterStore;
import org.wsol.engine.plan.ExecutionEngine;
import org.wsol.engine.plan.PlannedExecutor;
import org.wsol.engine.plan.Precision;
import org.wsol.engine.train.LossTerm;
import org.wsol.engine.train.NoiseSource;
import org.wsol.engine.train.Optimizer;
import org.wsol.engine.train.StepListener.StepResult;
import org.wsol.engine.train.TrainingSetup;
import org.wsol.engine.train.TrainingStep;
import org.wsol.engine.weights.Networks;
import org.wsol.pipeline.internal.ComponentFactory;
import org.wsol.pipeline.recipe.Recipe;

/** One optimizer step of a whole method: all branches and loss terms, batch steps, running statistics. */
public final class StepWork implements Work {
    private final ParameterStore store = new ParameterStore(DataType.FLOAT, RecipeForBench.SEED);
    private final Optimizer optimizer;
    private final TrainingStep step;
    private final Batch batch;
    private long count;

    /** Builds the graph of the recipe's method with all its terms. */
    public StepWork(Recipe recipe, Backbone backbone, Precision precision) {
        TrainingSetup setup = ComponentFactory.setup(recipe, backbone, 1);
        ImageSize size = setup.imageSize();
        optimizer = ComponentFactory.optimizer(recipe);
        Networks.initialize(backbone, setup.method(), size, store);
        Set<String> terms = new LinkedHashSet<>();
        setup.method().terms().stream().map(LossTerm::name).forEach(terms::add);
        step = new TrainingStep(
                setup,
                store,
                NoiseSource.seeded(RecipeForBench.SEED),
                terms,
                Set.of(),
                program -> new PlannedExecutor(program, ExecutionEngine.best(), precision));
        batch = RandomBatch.of(
                recipe.train().batch(), size.height(), backbone.head().classes());
    }

    @Override
    public void run() {
        GraphResult result = step.evaluate(batch, count);
        StepResult measured = step.measure(result, batch);
        step.apply(result, measured, batch, count++, optimizer);
    }

    @Override
    public void close() {
        step.close();
        optimizer.close();
        store.close();
        batch.images().close();
    }
}
