package org.wsol.eval.interchange;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.wsol.eval.box.BoxRule;
import org.wsol.eval.metric.LocalizationReport;
import org.wsol.eval.metric.LocalizationReport.IouScore;
import org.wsol.eval.metric.LocalizationReport.RuleScores;

/** Writes results as JSON. Accuracies are in percent; missing values are {@code null}. */
final class EvaluationJson {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private EvaluationJson() {}

    static String write(ScoreMapReport report) {
        ObjectNode root = MAPPER.createObjectNode();
        root.put("dataset", report.dataset()).put("split", report.split()).put("protocol", report.protocol());
        putScores(root, report.boxes());
        report.pixelAveragePrecision().ifPresentOrElse(value -> root.put("pxAp", value), () -> root.putNull("pxAp"));
        report.oracle().ifPresent(oracle -> {
            putScores(root.putObject("oracle"), Optional.of(oracle));
            putGap(root.putObject("oracleGap"), oracle, report.boxes().orElseThrow());
        });
        report.centre().ifPresent(centre -> {
            ObjectNode node = root.putObject("centreBaseline");
            put(node, "maxBoxAcc", centre.maxBoxAcc());
            put(node, "maxBoxAccV2", centre.maxBoxAccV2());
        });
        root.put("evaluationSize", report.evaluationSize().toString()).put("interval", report.interval());
        root.put("images", report.images()).put("skipped", report.skipped());
        report.problems().forEach(root.putArray("problems")::add);
        report.notes().forEach(root.putArray("notes")::add);
        try {
            return MAPPER.writeValueAsString(root);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of numbers and texts cannot be written as JSON", e);
        }
    }

    private static void putScores(ObjectNode node, Optional<LocalizationReport> boxes) {
        put(node, "maxBoxAcc", boxes.flatMap(LocalizationReport::maxBoxAcc));
        put(node, "maxBoxAccV2", boxes.flatMap(LocalizationReport::maxBoxAccV2));
        boxes.ifPresent(report -> {
            RuleScores main = report.rule(BoxRule.ALL_CONTOURS)
                    .orElseGet(() -> report.rules().get(0));
            putRule(node, main);
            report.rule(BoxRule.LARGEST_CONTOUR).ifPresent(rule -> putRule(node.putObject("largestContour"), rule));
            put(node, "gtKnownLoc", report.gtKnown());
            put(node, "top1Loc", report.top1());
            put(node, "top5Loc", report.top5());
            node.put("mapClass", report.mapClass().id());
            report.classification().ifPresent(c -> node.putObject("classification")
                    .put("top1", c.top1())
                    .put("top5", c.top5()));
        });
    }

    private static void putRule(ObjectNode node, RuleScores rule) {
        ObjectNode accuracy = node.putObject("boxAcc");
        ObjectNode threshold = node.putObject("bestThreshold");
        for (IouScore score : rule.scores()) {
            accuracy.put(Integer.toString(score.iouPercent()), score.accuracy());
            threshold.put(Integer.toString(score.iouPercent()), score.threshold());
        }
    }

    private static void putGap(ObjectNode node, LocalizationReport oracle, LocalizationReport transferred) {
        putDifference(node, "maxBoxAcc", oracle.maxBoxAcc(), transferred.maxBoxAcc());
        putDifference(node, "maxBoxAccV2", oracle.maxBoxAccV2(), transferred.maxBoxAccV2());
        putDifference(node, "gtKnownLoc", oracle.gtKnown(), transferred.gtKnown());
        putDifference(node, "top1Loc", oracle.top1(), transferred.top1());
        putDifference(node, "top5Loc", oracle.top5(), transferred.top5());
    }

    private static void putDifference(ObjectNode node, String key, Optional<Double> a, Optional<Double> b) {
        put(node, key, a.flatMap(first -> b.map(second -> first - second)));
    }

    private static void put(ObjectNode node, String key, Optional<Double> value) {
        value.ifPresentOrElse(v -> node.put(key, v), () -> node.putNull(key));
    }
}
