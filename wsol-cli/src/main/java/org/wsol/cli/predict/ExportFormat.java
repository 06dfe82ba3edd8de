package org.wsol.cli.predict;

/** The export formats of predicted boxes, in addition to {@code predictions.json}. */
public enum ExportFormat {
    /** One COCO JSON file, with scores. */
    COCO("coco"),
    /** One Pascal VOC XML file per image. */
    VOC("voc"),
    /** One CSV file of boxes with class and score, and one of labels. */
    CSV("csv"),
    /** One YOLO text file per image: class, centre and size as shares of the image. */
    YOLO("yolo"),
    /** Label Studio pre-annotations. */
    LABEL_STUDIO("label-studio");

    private final String id;

    ExportFormat(String id) {
        this.id = id;
    }

    /** The name on the command line. */
    @Override
    public String toString() {
        return id;
    }
}
