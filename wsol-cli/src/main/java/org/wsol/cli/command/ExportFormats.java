package org.wsol.cli.command;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.wsol.cli.predict.ExportFormat;
import org.wsol.core.component.Suggestion;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a format by the name users know. */
final class ExportFormats implements ITypeConverter<ExportFormat> {

    @Override
    public ExportFormat convert(String text) {
        String typed = text.strip().toLowerCase(Locale.ROOT);
        List<String> names =
                Arrays.stream(ExportFormat.values()).map(ExportFormat::toString).toList();
        return Arrays.stream(ExportFormat.values())
                .filter(format -> format.toString().equals(typed))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("there is no format '" + text + "'"
                        + Suggestion.forName(typed, names) + "; use one of " + String.join(", ", names)));
    }
}
