package org.wsol.engine.train;

import java.util.List;
import org.wsol.core.component.Setting;
import org.wsol.core.component.TrainingSpan;

/** The learning rate schedules that come with the project. */
public final class Schedules {
    private Schedules() {}

    /** A constant rate. */
    public static final class ConstantProvider implements ScheduleProvider<ConstantProvider.Options> {
        /** A constant rate has no options. */
        public record Options() {}

        @Override
        public String name() {
            return "constant";
        }

        @Override
        public String summary() {
            return "The learning rate is constant.";
        }

        @Override
        public Class<Options> optionsType() {
            return Options.class;
        }

        @Override
        public Schedule create(Options options) {
            return (step, length) -> 1;
        }
    }

    /** Multiplies the rate at given points. */
    public static final class MultistepProvider implements ScheduleProvider<MultistepProvider.Options> {
        /**
         * The keys of {@code schedule: {name: multistep}}.
         *
         * @param at the points at which the rate changes
         * @param factor the factor applied each time
         */
        public record Options(
                @Setting(
                        doc = "Points of the training at which the rate is multiplied, for example [40 epochs, 60"
                                + " epochs].",
                        defaultValue = "[60%, 85%]")
                List<TrainingSpan> at,

                @Setting(doc = "Factor by which the rate is multiplied each time.", defaultValue = "0.2", min = 0)
                double factor) {}

        @Override
        public String name() {
            return "multistep";
        }

        @Override
        public String summary() {
            return "The learning rate is multiplied at given points of the run.";
        }

        @Override
        public Class<Options> optionsType() {
            return Options.class;
        }

        @Override
        public Schedule create(Options options) {
            return (step, length) -> {
                long passed = options.at().stream()
                        .filter(point -> step >= length.steps(point))
                        .count();
                return Math.pow(options.factor(), (double) passed);
            };
        }
    }

    /** Multiplies the rate at regular intervals. */
    public static final class StepProvider implements ScheduleProvider<StepProvider.Options> {
        /**
         * The keys of {@code schedule: {name: step}}.
         *
         * @param every the span between two changes
         * @param factor the factor applied each time
         */
        public record Options(
                @Setting(doc = "Length of training between two changes.", defaultValue = "15 epochs")
                TrainingSpan every,

                @Setting(doc = "Factor by which the rate is multiplied each time.", defaultValue = "0.1", min = 0)
                double factor) {}

        @Override
        public String name() {
            return "step";
        }

        @Override
        public String summary() {
            return "The learning rate is multiplied at regular intervals.";
        }

        @Override
        public Class<Options> optionsType() {
            return Options.class;
        }

        @Override
        public Schedule create(Options options) {
            return (step, length) -> {
                long changes = step / Math.max(1, length.steps(options.every()));
                return Math.pow(options.factor(), (double) changes);
            };
        }
    }

    /** Decreases the rate along half a cosine. */
    public static final class CosineProvider implements ScheduleProvider<CosineProvider.Options> {
        /**
         * The keys of {@code schedule: {name: cosine}}.
         *
         * @param floor the factor at the end
         */
        public record Options(
                @Setting(
                        doc = "Factor of the learning rate at the end of the training.",
                        defaultValue = "0",
                        min = 0,
                        max = 1)
                double floor) {}

        @Override
        public String name() {
            return "cosine";
        }

        @Override
        public String summary() {
            return "The learning rate decreases along half a cosine (Loshchilov and Hutter 2017).";
        }

        @Override
        public Class<Options> optionsType() {
            return Options.class;
        }

        @Override
        public Schedule create(Options options) {
            return (step, length) -> options.floor()
                    + (1 - options.floor()) * (1 + Math.cos(Math.PI * step / Math.max(1, length.totalSteps()))) / 2;
        }
    }
}
