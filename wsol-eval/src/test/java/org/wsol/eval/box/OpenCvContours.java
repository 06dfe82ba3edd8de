package org.wsol.eval.box;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_core.setNumThreads;
import static org.bytedeco.opencv.global.opencv_imgproc.CHAIN_APPROX_SIMPLE;
import static org.bytedeco.opencv.global.opencv_imgproc.RETR_TREE;
import static org.bytedeco.opencv.global.opencv_imgproc.THRESH_BINARY;
import static org.bytedeco.opencv.global.opencv_imgproc.boundingRect;
import static org.bytedeco.opencv.global.opencv_imgproc.contourArea;
import static org.bytedeco.opencv.global.opencv_imgproc.findContours;
import static org.bytedeco.opencv.global.opencv_imgproc.threshold;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.MatVector;
import org.bytedeco.opencv.opencv_core.Rect;
import org.wsol.core.Box;
import org.wsol.eval.map.QuantizedMap;

/** Boxes computed with OpenCV, one threshold at a time: the reference for results and speed of the sweep. */
public final class OpenCvContours implements AutoCloseable {
    private final int height;
    private final int width;
    private final Mat image;
    private final Mat binary = new Mat();
    private final Mat hierarchy = new Mat();

    static {
        // Parallelism over images is more efficient than within one small image.
        setNumThreads(1);
    }

    /** Copies the levels into an OpenCV image. */
    public OpenCvContours(QuantizedMap map) {
        height = map.height();
        width = map.width();
        image = new Mat(height, width, CV_8UC1);
        image.data().put(map.toArray(), 0, height * width);
    }

    /** The boxes with foreground strictly above a level. */
    public List<Box> boxesAt(int level, BoxRule rule) {
        threshold(image, binary, level, 255, THRESH_BINARY);
        try (MatVector contours = new MatVector()) {
            findContours(binary, contours, hierarchy, RETR_TREE, CHAIN_APPROX_SIMPLE);
            if (contours.size() == 0) {
                return List.of(new Box(0, 0, 0, 0));
            }
            return rule == BoxRule.ALL_CONTOURS ? all(contours) : List.of(boxOf(contours, largest(contours)));
        }
    }

    private List<Box> all(MatVector contours) {
        List<Box> boxes = new ArrayList<>();
        for (long i = 0; i < contours.size(); i++) {
            boxes.add(boxOf(contours, i));
        }
        return boxes;
    }

    private static long largest(MatVector contours) {
        long best = 0;
        double area = -1;
        for (long i = 0; i < contours.size(); i++) {
            try (Mat contour = contours.get(i)) {
                double candidate = contourArea(contour);
                if (candidate > area) {
                    area = candidate;
                    best = i;
                }
            }
        }
        return best;
    }

    private Box boxOf(MatVector contours, long index) {
        try (Mat contour = contours.get(index);
                Rect rect = boundingRect(contour)) {
            int x1 = Math.min(rect.x() + rect.width(), width - 1);
            int y1 = Math.min(rect.y() + rect.height(), height - 1);
            return new Box(rect.x(), rect.y(), x1, y1);
        }
    }

    @Override
    public void close() {
        image.close();
        binary.close();
        hierarchy.close();
    }
}
