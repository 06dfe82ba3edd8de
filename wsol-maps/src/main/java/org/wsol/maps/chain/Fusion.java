package org.wsol.maps.chain;

import java.util.ArrayList;
import java.util.List;
import org.wsol.core.ImageSize;
import org.wsol.core.ScoreMap;
import org.wsol.eval.map.Interpolation;
import org.wsol.eval.map.MapResizer;
import org.wsol.maps.formula.Scaling;

/** How the maps of several stages, with scores in [0, 1], are combined. */
public enum Fusion {
    /** The mean (pytorch-grad-cam). */
    MEAN {
        @Override
        float join(float a, float b, int count) {
            return a + b / count;
        }

        @Override
        float first(float a, int count) {
            return a / count;
        }
    },
    /** The maximum (torch-cam). */
    MAXIMUM {
        @Override
        float join(float a, float b, int count) {
            return Math.max(a, b);
        }
    },
    /** The maximum after {@code tanh(2 m)}, which increases medium scores (LayerCAM, equation 9). */
    TANH_MAXIMUM {
        @Override
        float join(float a, float b, int count) {
            return Math.max(a, b);
        }

        @Override
        float first(float a, int count) {
            return a;
        }

        @Override
        float prepared(float score) {
            return (float) Math.tanh(2 * score);
        }
    },
    /** The product, which is high only where all stages agree (Refine-CAM). */
    PRODUCT {
        @Override
        float join(float a, float b, int count) {
            return a * b;
        }
    };

    private static final double EPSILON = 1e-8;

    abstract float join(float a, float b, int count);

    float first(float a, int count) {
        return a;
    }

    float prepared(float score) {
        return score;
    }

    /**
     * Combines maps of the same size; a single one is returned unchanged.
     *
     * @param maps scores in [0, 1]
     */
    float[] of(List<float[]> maps) {
        if (maps.size() == 1) {
            return maps.get(0);
        }
        float[] fused = new float[maps.get(0).length];
        for (int i = 0; i < fused.length; i++) {
            fused[i] = first(maps.get(0)[i], maps.size());
            for (int m = 1; m < maps.size(); m++) {
                fused[i] = join(fused[i], maps.get(m)[i], maps.size());
            }
        }
        return fused;
    }

    /**
     * Combines raw maps: clamped at 0, scaled to [0, 1], prepared, enlarged to the largest size, combined. A single one
     * is returned unchanged.
     */
    public ScoreMap fuse(List<ScoreMap> raw) {
        return raw.size() == 1 ? raw.get(0) : fuse(raw, true);
    }

    ScoreMap fuse(List<ScoreMap> raw, boolean rectified) {
        ImageSize largest = largest(raw);
        List<float[]> scaled = new ArrayList<>();
        for (ScoreMap map : raw) {
            float[] values = map.toArray();
            if (rectified) {
                Scaling.rectify(values);
            }
            Scaling.minMax(values, EPSILON);
            if (raw.size() > 1) {
                for (int i = 0; i < values.length; i++) {
                    values[i] = prepared(values[i]);
                }
            }
            scaled.add(resized(ScoreMap.of(map.height(), map.width(), values), largest));
        }
        return ScoreMap.of(largest.height(), largest.width(), of(scaled));
    }

    static float[] resized(ScoreMap map, ImageSize size) {
        return map.size().equals(size)
                ? map.toArray()
                : MapResizer.resize(map, size, Interpolation.BILINEAR).toArray();
    }

    private static ImageSize largest(List<ScoreMap> maps) {
        int height = 1;
        int width = 1;
        for (ScoreMap map : maps) {
            height = Math.max(height, map.height());
            width = Math.max(width, map.width());
        }
        return new ImageSize(height, width);
    }
}
