package org.wsol.data;

import org.wsol.core.component.Components;

/** The data set layouts on the class path. */
public final class Datasets {
    private Datasets() {}

    /** All layouts by name. */
    @SuppressWarnings("unchecked")
    public static Components<DatasetProvider<?>> providers() {
        Class<?> type = DatasetProvider.class;
        return Components.load("data set layout", (Class<DatasetProvider<?>>) type);
    }
}
