package org.wsol.spark;

import org.wsol.core.InvalidInputException;
import org.wsol.experiment.engine.Engine;
import org.wsol.experiment.engine.EngineProvider;
import org.wsol.experiment.engine.EngineSettings;

/** Apache Spark 4.x (Scala 2.13), whose jars are on the class path. */
public final class SparkEngineProvider implements EngineProvider {

    /** Called by the service loader. */
    public SparkEngineProvider() {}

    @Override
    public String name() {
        return "Apache Spark";
    }

    @Override
    public String addresses() {
        return "local[TASKS], local-cluster[WORKERS,CORES,MEGABYTES], spark://HOST:PORT, yarn, k8s://ADDRESS";
    }

    @Override
    public boolean accepts(String address) {
        return address.matches("local(-cluster)?(\\[.*])?|yarn|(spark|k8s)://.*");
    }

    @Override
    public Engine open(EngineSettings settings) {
        Cluster cluster = Cluster.of(settings);
        try {
            return SparkEngine.start(cluster, settings);
        } catch (NoClassDefFoundError e) {
            throw new InvalidInputException(
                    "the engine " + settings.address()
                            + " needs Spark's jars on the class path, and they are not there (" + e.getMessage()
                            + "); ./wsol puts those of SPARK_HOME there (docs/scale.md)",
                    e);
        }
    }
}
