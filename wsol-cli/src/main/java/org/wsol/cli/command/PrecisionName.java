package org.wsol.cli.command;

import java.util.Locale;
import org.wsol.pipeline.recipe.PrecisionChoice;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads an element type as experiment files write it: {@code float32}, {@code bfloat16} or {@code auto}. */
final class PrecisionName implements ITypeConverter<PrecisionChoice> {

    @Override
    public PrecisionChoice convert(String name) {
        for (PrecisionChoice choice : PrecisionChoice.values()) {
            if (choice.name().toLowerCase(Locale.ROOT).equals(name)) {
                return choice;
            }
        }
        throw new TypeConversionException("'" + name + "' is no element type; use float32, bfloat16 or auto");
    }
}
