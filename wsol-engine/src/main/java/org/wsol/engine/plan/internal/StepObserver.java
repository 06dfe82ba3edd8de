package org.wsol.engine.plan.internal;

/** Receives the steps of a run, for profiles. */
public interface StepObserver {
    /** Sees nothing. */
    StepObserver NONE = new StepObserver() {
        @Override
        public void before() {}

        @Override
        public void after(String step) {}
    };

    /** A step begins. */
    void before();

    /** The step that began last has ended. */
    void after(String step);
}
