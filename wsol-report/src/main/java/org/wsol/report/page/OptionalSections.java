package org.wsol.report.page;

import com.samskivert.mustache.DefaultCollector;
import java.util.Iterator;
import java.util.Optional;

/** Lets a template section of an {@link Optional} run once with its value, or not at all. */
final class OptionalSections extends DefaultCollector {

    @Override
    public Iterator<?> toIterator(Object value) {
        return value instanceof Optional<?> optional ? optional.stream().iterator() : super.toIterator(value);
    }
}
