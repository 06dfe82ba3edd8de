package org.wsol.data.convert;

/** The annotation formats a data set can be written in. */
public enum AnnotationFormat {
    /** The text lists of the reference evaluation, one folder per split. */
    REFERENCE,
    /** One COCO JSON file per split. */
    COCO,
    /** One Pascal VOC XML file an image. */
    VOC,
    /** One CSV file of boxes and one of labels per split. */
    CSV
}
