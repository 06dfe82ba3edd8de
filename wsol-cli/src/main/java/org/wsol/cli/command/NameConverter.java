package org.wsol.cli.command;

import java.util.List;
import java.util.Locale;
import org.wsol.cli.predict.ExportFormat;
import org.wsol.core.component.Suggestion;
import org.wsol.pipeline.recipe.PrecisionChoice;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Parses a constant by its user-visible name: its text in lower case. */
abstract sealed class NameConverter<E extends Enum<E>> implements ITypeConverter<E> {
    private final String kind;
    private final List<E> values;

    private NameConverter(String kind, E[] values) {
        this.kind = kind;
        this.values = List.of(values);
    }

    @Override
    public E convert(String text) {
        String typed = text.strip().toLowerCase(Locale.ROOT);
        List<String> names = values.stream().map(NameConverter::name).toList();
        int found = names.indexOf(typed);
        if (found < 0) {
            throw new TypeConversionException("there is no " + kind + " '" + text + "'"
                    + Suggestion.forName(typed, names) + "; use one of " + String.join(", ", names));
        }
        return values.get(found);
    }

    private static String name(Enum<?> value) {
        return value.toString().toLowerCase(Locale.ROOT);
    }

    /** Parses the format of a box file. */
    static final class OfExportFormat extends NameConverter<ExportFormat> {
        OfExportFormat() {
            super("format", ExportFormat.values());
        }
    }

    /** Parses an element type as in experiment files: {@code float32}, {@code bfloat16} or {@code auto}. */
    static final class OfPrecision extends NameConverter<PrecisionChoice> {
        OfPrecision() {
            super("element type", PrecisionChoice.values());
        }
    }
}
