package org.wsol.cli.predict;

/** The formats predicted boxes can be written in, beside {@code predictions.json}. */
public enum ExportFormat {
    /** One COCO JSON file. */
    COCO("coco"),
    /** One Pascal VOC XML file a picture. */
    VOC("voc"),
    /** One CSV file of boxes and one of labels. */
    CSV("csv"),
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
