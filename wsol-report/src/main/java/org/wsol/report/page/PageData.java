package org.wsol.report.page;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wsol.report.gallery.Gallery;
import org.wsol.report.summary.Comparison;
import org.wsol.report.summary.Curve;
import org.wsol.report.summary.Metric;
import org.wsol.report.summary.SweptKey;

/**
 * The data of the page's script.
 *
 * @param series tags with their colours
 * @param curves logged columns over the epochs
 * @param effects swept keys
 * @param metrics the metrics available in effect plots, label by key
 * @param gallery the gallery's images
 */
record PageData(
        List<Tag> series,
        List<Titled> curves,
        List<Effect> effects,
        Map<String, String> metrics,
        Optional<Gallery> gallery) {
    private static final ObjectMapper MAPPER =
            JsonMapper.builder().addModule(new Jdk8Module()).build();

    /** A tag, its colour and whether it is the baseline. */
    record Tag(String tag, int colour, boolean baseline) {}

    /** A curve with a title. */
    record Titled(String title, Curve curve) {}

    /** A swept key with one point per run. */
    record Effect(String key, List<Point> points) {}

    /** A run: the key's value as typed and its metrics. */
    record Point(String tag, String group, String value, long seed, Map<String, Double> metrics) {}

    static PageData of(Comparison comparison, Optional<Gallery> gallery) {
        List<Tag> series = new ArrayList<>();
        comparison
                .methods()
                .forEach(method -> series.add(
                        new Tag(method.tag(), Series.of(series.size()), method.equals(comparison.baseline()))));
        Map<String, String> metrics = new LinkedHashMap<>();
        comparison.metrics().forEach(metric -> metrics.put(metric.key(), metric.label()));
        return new PageData(
                series,
                Curve.of(comparison.leading(Series.COUNT)).stream()
                        .map(PageData::titled)
                        .toList(),
                SweptKey.of(comparison.methods()).stream().map(PageData::effect).toList(),
                metrics,
                gallery);
    }

    private static Titled titled(Curve curve) {
        return new Titled(ColumnTitle.of(curve.column()), curve);
    }

    private static Effect effect(SweptKey swept) {
        return new Effect(
                swept.key(), swept.points().stream().map(PageData::point).toList());
    }

    private static Point point(SweptKey.Point point) {
        Map<String, Double> metrics = new LinkedHashMap<>();
        for (Metric metric : Metric.values()) {
            metric.of(point.metrics()).ifPresent(value -> metrics.put(metric.key(), value));
        }
        return new Point(
                point.tag(), point.group(), point.value(), point.metrics().seed(), metrics);
    }

    /** Whether the curves omit some tags. */
    @JsonIgnore
    boolean isCut() {
        return series.size() > Series.COUNT;
    }

    /** The data as JSON that is safe inside a script element, without {@code <}. */
    String json() {
        try {
            return MAPPER.writeValueAsString(this)
                    .replace("<", "\\u003c")
                    .replace("\u2028", "\\u2028")
                    .replace("\u2029", "\\u2029");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("report data cannot be written as JSON", e);
        }
    }

    /** The colours that distinguish tags; the style sheet has eight. */
    static final class Series {
        static final int COUNT = 8;

        private Series() {}

        /** The colour of a tag by its position in the report, from 1. */
        static int of(int position) {
            return position % COUNT + 1;
        }
    }
}
