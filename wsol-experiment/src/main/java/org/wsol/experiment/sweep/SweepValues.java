package org.wsol.experiment.sweep;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.wsol.config.tree.ConfigNode;
import org.wsol.config.tree.ConfigNode.ListNode;
import org.wsol.config.tree.ConfigNode.ScalarNode;
import org.wsol.config.tree.Origin;
import org.wsol.config.tree.Problems;
import org.wsol.config.tree.YamlReader;
import org.wsol.core.InvalidInputException;

/**
 * The values of a swept key. The same text works in a file and on the command line: {@code 0.1,0.01},
 * {@code choice(a,b)}, {@code range(0,1,0.25)} (both ends included), {@code linear(0,1,5)}, {@code log(0.1,10)} (one
 * value per decade) and {@code log(0.1,10,7)}.
 */
final class SweepValues {
    private static final int MOST = 10_000;
    private static final int LONGEST = 400;

    private SweepValues() {}

    /** Whether a text typed after {@code key=} denotes several values. */
    public static boolean isSweep(String text) {
        return SweepText.splitTopLevel(text).size() > 1
                || SweepText.call(text).filter(call -> isFunction(call.name())).isPresent();
    }

    private static boolean isFunction(String name) {
        return List.of("choice", "range", "linear", "log").contains(name);
    }

    /**
     * The values of a grid node.
     *
     * @throws InvalidInputException without location, if they cannot be read
     */
    public static List<ConfigNode> of(ConfigNode node) {
        if (node instanceof ListNode list) {
            return list.items();
        }
        if (!(node instanceof ScalarNode scalar)) {
            throw new InvalidInputException("expected values: a list, or for example log(0.1,10)");
        }
        return of(scalar.text(), node.origin());
    }

    /** The values of a text; a text without comma or function is one value. */
    public static List<ConfigNode> of(String text, Origin origin) {
        Optional<SweepText.Call> call = SweepText.call(text).filter(found -> isFunction(found.name()));
        if (call.isPresent()) {
            return expand(call.get(), origin);
        }
        return SweepText.splitTopLevel(text).stream()
                .map(part -> read(part.strip(), origin))
                .toList();
    }

    private static ConfigNode read(String part, Origin origin) {
        try {
            return YamlReader.readOverride(part, origin, new Problems());
        } catch (InvalidInputException e) {
            throw new InvalidInputException(e.getMessage().replace(origin + ": ", ""), e);
        }
    }

    private static List<ConfigNode> expand(SweepText.Call call, Origin origin) {
        List<String> arguments = call.arguments();
        return switch (call.name()) {
            case "choice" -> arguments.stream().map(part -> read(part, origin)).toList();
            case "range" -> range(numbers(call, 2, 3), origin);
            case "linear" -> linear(numbers(call, 3, 3), origin);
            case "log" -> logarithmic(numbers(call, 2, 3), origin);
            default -> throw new IllegalStateException("no function " + call.name());
        };
    }

    private static List<BigDecimal> numbers(SweepText.Call call, int least, int most) {
        if (call.arguments().size() < least || call.arguments().size() > most) {
            throw new InvalidInputException(call.name() + " takes " + least + (most > least ? " or " + most : "")
                    + " numbers, for example " + example(call.name()));
        }
        try {
            return call.arguments().stream().map(SweepValues::number).toList();
        } catch (NumberFormatException e) {
            throw new InvalidInputException(call + ": expected numbers, for example " + example(call.name()), e);
        }
    }

    /** A number within the range of double; exact arithmetic with others could exhaust memory. */
    private static BigDecimal number(String text) {
        BigDecimal number = new BigDecimal(text);
        double value = number.doubleValue();
        boolean vanishes = value == 0 && number.signum() != 0;
        if (Double.isInfinite(value) || vanishes || number.precision() > LONGEST || number.scale() > LONGEST) {
            throw new InvalidInputException("the number " + text + " is too large, too small or too long");
        }
        return number;
    }

    private static String example(String function) {
        return switch (function) {
            case "range" -> "range(0,1,0.25)";
            case "linear" -> "linear(0,1,5)";
            default -> "log(0.1,10)";
        };
    }

    private static List<ConfigNode> range(List<BigDecimal> numbers, Origin origin) {
        BigDecimal first = numbers.get(0);
        BigDecimal last = numbers.get(1);
        BigDecimal step = numbers.size() == 3 ? numbers.get(2) : BigDecimal.ONE;
        if (step.signum() <= 0 || last.compareTo(first) < 0) {
            throw new InvalidInputException("range must ascend: first, last, positive step");
        }
        BigDecimal count = last.subtract(first).divideToIntegralValue(step).add(BigDecimal.ONE);
        return values(
                count.min(BigDecimal.valueOf(MOST + 1L)).longValue(),
                origin,
                i -> first.add(step.multiply(BigDecimal.valueOf(i))));
    }

    private static List<ConfigNode> linear(List<BigDecimal> numbers, Origin origin) {
        int count = count(numbers.get(2));
        BigDecimal first = numbers.get(0);
        BigDecimal width = numbers.get(1).subtract(first);
        return values(
                count,
                origin,
                i -> first.add(width.multiply(BigDecimal.valueOf(i))
                        .divide(BigDecimal.valueOf(count - 1L), MathContext.DECIMAL64)));
    }

    private static List<ConfigNode> logarithmic(List<BigDecimal> numbers, Origin origin) {
        double first = numbers.get(0).doubleValue();
        double last = numbers.get(1).doubleValue();
        if (first <= 0 || last <= first) {
            throw new InvalidInputException("log must ascend between two positive numbers");
        }
        double decades = Math.log10(last / first);
        int count = numbers.size() == 3 ? count(numbers.get(2)) : (int) Math.round(decades) + 1;
        if (count < 2) {
            throw new InvalidInputException("log spans less than a decade: give the number of values, log(0.1,0.5,3)");
        }
        return values(count, origin, i -> rounded(first * Math.pow(10, decades * i / (count - 1))));
    }

    private static BigDecimal rounded(double value) {
        return new BigDecimal(value, new MathContext(6)).stripTrailingZeros();
    }

    private static int count(BigDecimal number) {
        if (number.stripTrailingZeros().scale() > 0 || number.compareTo(BigDecimal.valueOf(2)) < 0) {
            throw new InvalidInputException("the number of values must be a whole number, at least 2");
        }
        return number.min(BigDecimal.valueOf(MOST + 1L)).intValueExact();
    }

    private static List<ConfigNode> values(long count, Origin origin, IntFunction<BigDecimal> value) {
        if (count > MOST) {
            throw new InvalidInputException("more than " + MOST + " values");
        }
        List<ConfigNode> values = new ArrayList<>();
        IntStream.range(0, (int) count)
                .mapToObj(value)
                .map(number ->
                        number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString())
                .map(text -> ScalarNode.plain(text, origin))
                .forEach(values::add);
        return values;
    }
}
