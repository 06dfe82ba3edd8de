package org.wsol.experiment.results;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * A confidence interval, in JSON the pair {@code [lower, upper]}.
 *
 * @param lower lower end, in the unit of the metric
 * @param upper upper end, at least {@code lower}
 */
@JsonFormat(shape = JsonFormat.Shape.ARRAY)
@JsonPropertyOrder({"lower", "upper"})
public record Interval(double lower, double upper) {}
