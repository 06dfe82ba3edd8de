package org.wsol.eval.metric;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.wsol.core.internal.io.SpilledRecords;
import org.wsol.eval.box.BoxRule;
import org.wsol.eval.box.LevelCurve;
import org.wsol.eval.box.ThresholdGrid;

/**
 * The data of evaluated images, in the order in which they were added. About 35 bytes per image are on the heap: the
 * levels at which its boxes become right or wrong, which decide accuracies at every threshold, its label, and whether
 * its class was predicted. Everything else is in records that continue in a file. Safe for use by several threads.
 */
final class ScoreStore {
    private static final int LEVELS = 256;
    private static final int TOP1 = 1;
    private static final int TOP5 = 2;
    private static final int CLASSIFIED = 4;

    private final BoxEvaluationSettings settings;
    private final ThresholdGrid grid;
    private final AtomicReferenceArray<int[]> firstAtLevel = new AtomicReferenceArray<>(LEVELS);
    private final SpilledRecords records = new SpilledRecords();
    private byte[] toggles = new byte[64];
    private int[] toggleEnds = new int[8];
    private int[] labels = new int[8];
    private byte[] classes = new byte[8];
    private int size;

    ScoreStore(BoxEvaluationSettings settings) {
        this.settings = settings;
        this.grid = new ThresholdGrid(settings.interval());
    }

    void add(ImageScore score) {
        byte[] record = ScoreRecord.encode(score);
        byte[] own = toggles(score);
        int label = score.truth().label();
        int hits = score.prediction()
                .map(p -> CLASSIFIED | (p.isTop1(label) ? TOP1 : 0) | (p.isTop5(label) ? TOP5 : 0))
                .orElse(0);
        synchronized (this) {
            if (size == labels.length) {
                resize(size + (size >> 1) + 8);
            }
            int start = start(size);
            int end = Math.addExact(start, own.length);
            if (end > toggles.length) {
                toggles = Arrays.copyOf(toggles, (int) Math.min(Integer.MAX_VALUE - 8L, end + (end >> 1) + 64L));
            }
            System.arraycopy(own, 0, toggles, start, own.length);
            toggleEnds[size] = end;
            labels[size] = label;
            classes[size] = (byte) hits;
            records.add(record);
            size++;
        }
    }

    /** The maximum of the map, then for each rule and overlap the number of toggles, then the toggles. */
    private byte[] toggles(ImageScore score) {
        int tables = BoxRule.values().length * settings.iouPercents().size();
        byte[] bytes = new byte[1 + tables * LEVELS];
        bytes[0] = (byte) score.largest().max();
        int table = 1;
        int end = 1 + tables;
        for (BoxRule rule : BoxRule.values()) {
            LevelCurve curve = score.curve(rule);
            for (int percent : settings.iouPercents()) {
                int begin = end;
                boolean correct = false;
                for (int level = 0; level < curve.levels(); level++) {
                    if (curve.iouAt(level) >= percent / 100.0 != correct) {
                        correct = !correct;
                        bytes[end++] = (byte) level;
                    }
                }
                bytes[table++] = (byte) (end - begin);
            }
        }
        return Arrays.copyOf(bytes, end);
    }

    /** Frees unused capacity. */
    synchronized void trim() {
        toggles = Arrays.copyOf(toggles, start(size));
        resize(size);
        records.trim();
    }

    private void resize(int length) {
        toggleEnds = Arrays.copyOf(toggleEnds, length);
        labels = Arrays.copyOf(labels, length);
        classes = Arrays.copyOf(classes, length);
    }

    private int start(int image) {
        return image == 0 ? 0 : toggleEnds[image - 1];
    }

    synchronized int size() {
        return size;
    }

    BoxEvaluationSettings settings() {
        return settings;
    }

    ThresholdGrid grid() {
        return grid;
    }

    ImageScore score(int image) {
        return ScoreRecord.decode(records.get(image), settings.evaluationSize());
    }

    byte[] name(int image) {
        return ScoreRecord.name(records, image);
    }

    String imageId(int image) {
        return new String(name(image), StandardCharsets.UTF_8);
    }

    int label(int image) {
        return labels[image];
    }

    boolean isClassified(int image) {
        return (classes[image] & CLASSIFIED) != 0;
    }

    BitSet top1(int[] order) {
        return classified(order, TOP1);
    }

    BitSet top5(int[] order) {
        return classified(order, TOP5);
    }

    private BitSet classified(int[] order, int flag) {
        BitSet hits = new BitSet(order.length);
        for (int i = 0; i < order.length; i++) {
            hits.set(i, (classes[order[i]] & flag) != 0);
        }
        return hits;
    }

    /** The position of a rule and an overlap among the tables. */
    int table(BoxRule rule, int iouPercent) {
        List<Integer> percents = settings.iouPercents();
        return rule.ordinal() * percents.size() + percents.indexOf(iouPercent);
    }

    /** Adds the changes of an image's correctness along the thresholds, times a weight. */
    void addChanges(int image, int table, int weight, long[] change) {
        int begin = start(image);
        int max = toggles[begin] & 0xff;
        int at = firstToggle(begin, table);
        int count = toggles[begin + 1 + table] & 0xff;
        int[] first = firstAtLevel(max);
        int sign = weight;
        for (int end = at + count; at < end; at++) {
            change[first[toggles[at] & 0xff]] += sign;
            sign = -sign;
        }
    }

    /** Whether an image's box reaches the overlap at a threshold, a share of the map's maximum. */
    boolean isLocalized(int image, int table, double threshold) {
        int begin = start(image);
        int level = ThresholdGrid.levelOf(threshold, toggles[begin] & 0xff);
        int at = firstToggle(begin, table);
        boolean correct = false;
        for (int left = toggles[begin + 1 + table] & 0xff; left > 0 && (toggles[at] & 0xff) <= level; left--) {
            correct = !correct;
            at++;
        }
        return correct;
    }

    private int firstToggle(int begin, int table) {
        int tables = BoxRule.values().length * settings.iouPercents().size();
        int at = begin + 1 + tables;
        for (int before = 0; before < table; before++) {
            at += toggles[begin + 1 + before] & 0xff;
        }
        return at;
    }

    private int[] firstAtLevel(int max) {
        int[] known = firstAtLevel.get(max);
        if (known == null) {
            known = grid.firstAtLevel(max);
            firstAtLevel.set(max, known);
        }
        return known;
    }
}
