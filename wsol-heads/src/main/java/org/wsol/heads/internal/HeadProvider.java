package org.wsol.heads.internal;

import org.wsol.engine.cam.Localization;
import org.wsol.engine.cam.LocalizationProvider;

/** Provides a head whose record is also its options. */
abstract class HeadProvider<H extends Record & Localization> implements LocalizationProvider<H> {
    private final String name;
    private final String summary;
    private final Class<H> type;

    HeadProvider(String name, String summary, Class<H> type) {
        this.name = name;
        this.summary = summary;
        this.type = type;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String summary() {
        return summary;
    }

    @Override
    public Class<H> optionsType() {
        return type;
    }

    @Override
    public Localization create(H head) {
        return head;
    }
}
