package org.wsol.engine.train;

/** The optimizers that come with the project. */
public final class Optimizers {
    private Optimizers() {}

    /** Makes {@link Sgd}. */
    public static final class SgdProvider implements OptimizerProvider<Sgd.Options> {
        @Override
        public String name() {
            return "sgd";
        }

        @Override
        public String summary() {
            return "Stochastic gradient descent with momentum, as PyTorch defines it.";
        }

        @Override
        public Class<Sgd.Options> optionsType() {
            return Sgd.Options.class;
        }

        @Override
        public Optimizer create(Sgd.Options options) {
            return new Sgd(options);
        }
    }

    /** Makes {@link Adam} with weight decay on the gradient. */
    public static final class AdamProvider implements OptimizerProvider<Adam.Options> {
        @Override
        public String name() {
            return "adam";
        }

        @Override
        public String summary() {
            return "Adam (Kingma and Ba 2015), as PyTorch defines it.";
        }

        @Override
        public Class<Adam.Options> optionsType() {
            return Adam.Options.class;
        }

        @Override
        public Optimizer create(Adam.Options options) {
            return new Adam(options, false);
        }
    }

    /** Makes {@link Adam} with weight decay on the parameter. */
    public static final class AdamWProvider implements OptimizerProvider<Adam.Options> {
        @Override
        public String name() {
            return "adamw";
        }

        @Override
        public String summary() {
            return "AdamW (Loshchilov and Hutter 2019): Adam with decoupled weight decay.";
        }

        @Override
        public Class<Adam.Options> optionsType() {
            return Adam.Options.class;
        }

        @Override
        public Optimizer create(Adam.Options options) {
            return new Adam(options, true);
        }
    }
}
