package org.wsol.data.check;

/** The kinds of problems of a data set, with severity and remedy. */
public enum FindingKind {
    /** A missing or malformed list or annotation, which ends the check. */
    BAD_LIST(true, "lists or annotations cannot be read", "correct the line or file named here, then check again"),
    /** Listed images that are missing in the folder. */
    MISSING_FILE(true, "files are listed but missing", "download or unpack the set again, or remove the lines"),
    /** Files that cannot be decoded. */
    UNREADABLE(
            true,
            "images are unreadable or truncated",
            "copy or download these files again, or remove them; data.onError=skip leaves them out"),
    /** JPEG files with damage inside, which decoders replace with grey or shifted areas. */
    PARTLY_DAMAGED(
            true,
            "images are damaged inside and have grey or shifted areas",
            "look at them; copy or download these files again, or remove them"),
    /** Images whose size differs from the metadata. */
    SIZE_MISMATCH(
            true,
            "images have another size than in the metadata",
            "boxes will be off: use the images the metadata was made for, or correct image_sizes.txt"),
    /** Images that are rotated or resized copies of those the metadata was made for. */
    SIZE_FITTED(
            false,
            "images are rotated or resized, compared with the size their boxes state",
            "nothing: the boxes are rotated or scaled accordingly; check some if they were made for these files"),
    /** Boxes that extend beyond their image. */
    BOX_OUTSIDE(
            true,
            "boxes reach outside their image",
            "correct the boxes; they count pixels from 0, both corners inside"),
    /** Masks that are missing, unreadable or of another size than their image. */
    BAD_MASK(true, "masks are missing, unreadable or of another size than their image", "provide the masks again"),
    /** The same image in two splits. */
    DUPLICATE(
            true,
            "images are in two splits",
            "remove them from one split; otherwise the model is tested on training images"),
    /** The same image in two classes of a split. */
    TWO_CLASSES(
            true, "images are in two classes", "keep each in the class it belongs to; training learns both otherwise"),
    /** The same image several times in one class of a split. */
    REPEATED(
            false,
            "images occur several times in a class",
            "remove the copies; a random split may put one into training and another into test"),
    /** Entries skipped when the data set was read. */
    LEFT_OUT(false, "kinds of files or annotations are ignored", "correct them if you need them"),
    /** Classes without images in an evaluation split. */
    NOT_TESTED(
            false,
            "classes have no validation or test images",
            "add images to these splits; metrics do not cover these classes"),
    /** Only one class, or none with images. */
    ONE_CLASS(
            true,
            "split has a single class, which cannot be learned: there is no other class to distinguish it from",
            "add a second class, for example images without the object"),
    /** Numbers of images or boxes that differ from the published numbers. */
    COUNT(
            true,
            "numbers differ from the published ones",
            "compare the lists with the published ones; a split may be missing"),
    /** Fewer classes than the published data set. */
    SUBSET(false, "the set is a subset of a published one", "compare results with other results on this subset only"),
    /** Classes without training images. */
    LABEL_GAP(
            false, "classes have no training images", "remove the classes or add images; they can never be predicted"),
    /** Classes with very few training images. */
    FEW_IMAGES(
            false,
            "classes have fewer than " + TrainableClasses.FEW_IMAGES + " training images",
            "add images; so few are rarely enough to learn a class"),
    /** Images in unsupported formats. */
    FOREIGN_FORMAT(
            false,
            "images are of formats that are not read (HEIC, AVIF, TIFF, GIF, raw photos)",
            "save them as JPEG or PNG; they are not part of the set"),
    /** Unlisted images in the folder. */
    EXTRA_FILE(
            false,
            "images are outside the class folders or in no list, and are not used",
            "if they belong to the set, move them into a class folder or add them to the lists"),
    /** Photos that are stored rotated or mirrored according to their EXIF data. */
    TURNED(
            false,
            "photos carry a rotation in their EXIF data",
            "data.exifOrientation: true rotates them upright (boxes must then be those of the upright photos)"),
    /** Splits without boxes and masks. */
    NO_BOXES(
            false,
            "splits for evaluation have neither boxes nor masks",
            "add boxes to get localization numbers; classification and prediction work without");

    private final boolean error;
    private final String summary;
    private final String remedy;

    FindingKind(boolean error, String summary, String remedy) {
        this.error = error;
        this.summary = summary;
        this.remedy = remedy;
    }

    /** Whether the problem makes results wrong; otherwise it is a note. */
    public boolean isError() {
        return error;
    }

    /** The problem, as the end of a sentence that begins with a number. */
    public String summary() {
        return summary;
    }

    /** The remedy. */
    public String remedy() {
        return remedy;
    }
}
