package org.wsol.eval.interchange;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.wsol.core.Box;
import org.wsol.core.data.MaskFiles;

/**
 * What {@code localization.txt} says: boxes ({@code name,x0,y0,x1,y1}, several lines an image) or masks ({@code
 * name,mask,ignore}, the ignore file on the first line of an image only). Images with a line that cannot be read count as not
 * annotated.
 */
final class LocalizationList {
    private static final int BOX_FIELDS = 5;
    private static final String BOX = "name,x0,y0,x1,y1 with 0 <= x0 <= x1 and 0 <= y0 <= y1";
    private final Path maskRoot;
    private final Problems problems;
    private final Map<String, List<Box>> boxes = new HashMap<>();
    private final Map<String, List<Path>> masks = new HashMap<>();
    private final Map<String, Path> ignores = new HashMap<>();
    private final Set<String> broken = new HashSet<>();

    private LocalizationList(Path maskRoot, Problems problems) {
        this.maskRoot = maskRoot;
        this.problems = problems;
    }

    /** Reads the list; lines that cannot be read are noted as problems. */
    static LocalizationList read(Path file, Path maskRoot, Problems problems) {
        LocalizationList list = new LocalizationList(maskRoot, problems);
        MetadataLines.read(file, problems).forEach(list::read);
        return list;
    }

    private void read(MetadataLines.Line line) {
        int fields = line.fields().size();
        if (fields == BOX_FIELDS) {
            readBox(line);
        } else if (fields == 2 || fields == 3) {
            readMask(line);
        } else {
            broken.add(line.fields().get(0));
            line.malformed("name,x0,y0,x1,y1 or name,mask[,ignore]", problems);
        }
    }

    private void readBox(MetadataLines.Line line) {
        String id = line.fields().get(0);
        int[] c = line.numbers(1, BOX, problems);
        if (c.length != BOX_FIELDS - 1) {
            broken.add(id);
        } else if (c[0] < 0 || c[1] < 0 || c[2] < c[0] || c[3] < c[1]) {
            broken.add(id);
            line.malformed(BOX, problems);
        } else {
            boxes.computeIfAbsent(id, key -> new ArrayList<>()).add(new Box(c[0], c[1], c[2], c[3]));
        }
    }

    private void readMask(MetadataLines.Line line) {
        String id = line.fields().get(0);
        masks.computeIfAbsent(id, key -> new ArrayList<>())
                .add(maskRoot.resolve(line.fields().get(1)));
        if (line.fields().size() == 3 && !line.fields().get(2).isEmpty()) {
            ignores.putIfAbsent(id, maskRoot.resolve(line.fields().get(2)));
        }
    }

    List<Box> boxesOf(String id) {
        return broken.contains(id) ? List.of() : boxes.getOrDefault(id, List.of());
    }

    Optional<MaskFiles> masksOf(String id) {
        if (broken.contains(id)) {
            return Optional.empty();
        }
        return Optional.ofNullable(masks.get(id))
                .map(files -> new MaskFiles(files, Optional.ofNullable(ignores.get(id))));
    }
}
