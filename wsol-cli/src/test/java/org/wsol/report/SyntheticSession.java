package org.wsol.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.wsol.core.Box;
import org.wsol.core.ScoreMap;
import org.wsol.experiment.results.MapStack;

/** Writes a session of made-up runs: plain CAM finds the head, the paper's method most of the creature. */
final class SyntheticSession {
    static final int IMAGES = 40;
    private static final int SIDE = 14;

    private final Path folder;
    private final List<Creature> creatures = new ArrayList<>();

    private SyntheticSession(Path folder) {
        this.folder = folder;
    }

    /** Two methods with three seeds each, and one failed run. */
    static Path write(Path folder) throws IOException {
        SyntheticSession session = new SyntheticSession(folder);
        session.photos();
        for (long seed = 1; seed <= 3; seed++) {
            session.run("cam", seed, 0.0);
            session.run("bridging-gap", seed, 0.8);
        }
        session.index("bridging-gap", 4, "failed", "\"folder\":\"bridging-gap-dead\",", 0.8);
        Path failed = Files.createDirectories(folder.resolve("bridging-gap-dead"));
        text(failed, "config.yaml", "method:\n  name: bridging-gap\nseed: 4\n");
        text(failed, "status.json", "{\"state\":\"failed\",\"reason\":\"the loss is no longer a number\"}");
        return folder;
    }

    private void photos() throws IOException {
        Path photos = Files.createDirectories(folder.resolve("photos"));
        for (int i = 0; i < IMAGES; i++) {
            Creature creature = Creature.random(i);
            creature.save(photos.resolve(i + ".jpg"));
            creatures.add(creature);
        }
    }

    private void run(String method, long seed, double body) throws IOException {
        String name = method + "-" + Integer.toHexString((int) (0x1a2b + 977 * seed));
        Path run = Files.createDirectories(folder.resolve(name));
        index(method, seed, "done", "\"folder\":\"" + name + "\",", body);
        text(run, "config.yaml", "method:\n  name: " + method + "\nseed: " + seed + "\ndata:\n  root: ../photos\n");
        text(run, "status.json", "{\"status\":\"done\"}");
        text(run, "provenance.json", PROVENANCE);
        text(run, "epochs.csv", epochs(seed, body));
        text(run, "images.csv", images(run, seed, body));
        text(run, "metrics.json", metrics(method, seed, body));
        for (String kind : List.of("cam", "norm", "similarity")) {
            maps(run.resolve("maps/test-" + kind + ".npy"), kind, seed, body);
        }
        maps(run.resolve("maps/test-map.layercam.npy"), "norm", seed, body);
        text(run, "map-scores.json", mapScores(body));
    }

    private static String mapScores(double body) {
        String localization = "{\"normaliser\":\"%s\",\"protocol\":\"%s\",\"localization\":{\"maxBoxAccV2\":%.1f}}";
        return String.format(
                Locale.ROOT,
                """
                {"normaliser":"min-max","maps":[{"map":"layercam","seconds":0.0123,
                 "road":{"mean":0.214,"interval":[0.15,0.27],"images":20,"tied":1},"rows":[%s,%s,%s]}]}
                """,
                String.format(Locale.ROOT, localization, "min-max", "oracle", 50 + 10 * body),
                String.format(Locale.ROOT, localization, "min-max", "transferred", 45 + 10 * body),
                String.format(Locale.ROOT, localization, "ivr", "oracle", 51 + 10 * body));
    }

    private void index(String method, long seed, String state, String folderField, double body) throws IOException {
        String line = String.format(
                Locale.ROOT,
                "{%s\"tag\":\"%s\",\"seed\":%d,\"replicate\":%d,\"varied\":{\"method.name\":\"%s\","
                        + "\"method.similarity.weight\":%d},\"state\":\"%s\"}\n",
                folderField,
                method,
                seed,
                seed - 1,
                method,
                body > 0 ? 2 : 0,
                state);
        Files.writeString(folder.resolve("index.jsonl"), line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private static void text(Path run, String name, String text) throws IOException {
        Files.writeString(run.resolve(name), text, StandardCharsets.UTF_8);
    }

    private static final String PROVENANCE = """
            {"command":["wsol","run","experiments/quickstart.yaml"],"git":{"revision":"d383242","dirty":false},
             "java":"17.0.15","backend":{"name":"nd4j-native","classifier":"linux-x86_64-onednn-avx2","threads":2}}
            """;

    private static String epochs(long seed, double body) {
        Random random = new Random(seed);
        StringBuilder csv = new StringBuilder("epoch,lr,loss_total,loss_cross_entropy,loss_similarity,loss_norm,"
                + "loss_consistency,train_top1,seconds,images_per_second,wait_percent,val_maxBoxAccV2\n");
        for (int epoch = 1; epoch <= 12; epoch++) {
            double entropy = 1.8 * Math.exp(-0.25 * epoch) + 0.05 * random.nextDouble();
            double similarity = body > 0 ? 0.9 * Math.exp(-0.1 * epoch) + 0.03 * random.nextDouble() : 0;
            String terms = body > 0
                    ? String.format(Locale.ROOT, "%.4f,%.4f,%.4f", similarity, 0.4 * similarity, 0.2 * similarity)
                    : ",,";
            csv.append(String.format(
                    Locale.ROOT,
                    "%d,%.4f,%.4f,%.4f,%s,%.1f,4.1,310.0,2.5,%.1f\n",
                    epoch,
                    epoch < 8 ? 0.01 : 0.002,
                    entropy + 1.6 * similarity,
                    entropy,
                    terms,
                    100 - 40 * entropy,
                    20 + (body > 0 ? 3.6 : 0.4) * epoch + random.nextDouble()));
        }
        return csv.toString();
    }

    private Box predicted(Creature creature, long seed, double body) {
        Random random = new Random(creature.index() * 7919L + 104729 * seed + (body > 0 ? 1 : 0));
        random.nextInt();
        double share = Math.min(1, Math.max(0, 0.35 + 0.4 * body + 0.22 * random.nextGaussian()));
        Box truth = creature.box();
        int head = creature.radius() / 2;
        int left = (int) (creature.headX() - head - share * (creature.headX() - head - truth.x0()));
        int bottom = (int) (creature.headY() + head + share * (truth.y1() - creature.headY() - head));
        return new Box(left, truth.y0(), truth.x1(), Math.max(truth.y0(), bottom));
    }

    private String images(Path run, long seed, double body) {
        StringBuilder csv = new StringBuilder("image_id,index,path,width,height,label,class_name,predicted,"
                + "predicted_name,probability,top5_hit,threshold,pred_box,gt_boxes,iou,error,found_by_norm,"
                + "suppressed_by_similarity,extra\n");
        for (Creature creature : creatures) {
            Box truth = creature.box();
            Box box = predicted(creature, seed, body);
            int guess = (creature.index() + seed) % 7 == 0 ? (creature.kind() + 1) % 4 : creature.kind();
            String error = error(truth.iou(box), guess == creature.kind());
            csv.append(String.format(
                    Locale.ROOT,
                    "photos/%d.jpg,%d,%s,%d,%d,%d,\"%s\",%d,\"%s\",0.83,true,0.31,%s,%s,%.4f,%s,0.9,0.3,x\n",
                    creature.index(),
                    creature.index(),
                    folder.resolve("photos").resolve(creature.index() + ".jpg").toAbsolutePath(),
                    creature.width(),
                    creature.height(),
                    creature.kind(),
                    quoted(creature.kind()),
                    guess,
                    quoted(guess),
                    corners(box),
                    corners(truth),
                    truth.iou(box),
                    error));
        }
        return csv.toString();
    }

    private static String quoted(int kind) {
        return Creature.CLASSES[kind].replace("\"", "\"\"");
    }

    private static String corners(Box box) {
        return box.x0() + " " + box.y0() + " " + box.x1() + " " + box.y1();
    }

    private static String error(double iou, boolean classCorrect) {
        if (iou >= 0.5) {
            return classCorrect ? "correct" : "wrong-class";
        }
        return iou > 0.15 ? "part" : "wrong-place";
    }

    private String metrics(String method, long seed, double body) {
        double[] reached = {0.3, 0.5, 0.7};
        for (int i = 0; i < 3; i++) {
            double delta = reached[i];
            reached[i] = 100.0
                    / IMAGES
                    * creatures.stream()
                            .filter(c -> c.box().iou(predicted(c, seed, body)) >= delta)
                            .count();
        }
        double v2 = (reached[0] + reached[1] + reached[2]) / 3;
        String localization = String.format(
                Locale.ROOT,
                "\"maxBoxAccV2\":%.3f,\"maxBoxAcc\":%.3f,\"boxAcc\":{\"30\":%.3f,\"50\":%.3f,\"70\":%.3f},"
                        + "\"gtKnownLoc\":%.3f,\"top1Loc\":%.3f,\"top5Loc\":%.3f,\"pxAp\":null",
                v2,
                reached[1],
                reached[0],
                reached[1],
                reached[2],
                reached[1],
                0.85 * reached[1],
                reached[1]);
        return String.format(
                Locale.ROOT,
                """
                {"method":"%s","seed":%d,"minutes":%.1f,"boxesUsedForSelection":60,
                 "test":{"count":%d,"protocol":"oracle","classification":{"top1":%.2f,"top5":100.0},
                  "localization":{%s},"bestThreshold":{"30":0.25,"50":0.31,"70":0.42},
                  "intervals":{"maxBoxAccV2":[%.2f,%.2f]},
                  "sizeBuckets":{"small":{"count":11,"maxBoxAccV2":%.1f,"gtKnownLoc":null},
                   "medium":{"count":20,"maxBoxAccV2":%.1f},"large":{"count":9,"maxBoxAccV2":%.1f}}},
                 "protocols":{"oracle":{%s},"transferred":{"maxBoxAccV2":%.3f,"maxBoxAcc":%.3f,"gtKnownLoc":%.3f}},
                 "gap":{"foundByNorm":%.2f,"suppressedBySimilarity":%.2f},
                 "missing":{"pxAp":"the data set has no masks"}}
                """,
                method,
                seed,
                1.1 + 0.3 * seed,
                IMAGES,
                82.5 + seed,
                localization,
                v2 - 4,
                v2 + 4,
                v2 - 6,
                v2,
                v2 + 5,
                localization,
                v2 - 1.2 - 0.1 * seed,
                reached[1] - 2,
                reached[1] - 2,
                78 + seed + 10 * body,
                52 - seed - 45 * body);
    }

    private void maps(Path file, String kind, long seed, double body) {
        double whole = kind.equals("norm") ? 0.9 : body;
        MapStack.write(
                file,
                creatures.stream().map(creature -> map(creature, seed, whole)).toList());
    }

    private static ScoreMap map(Creature creature, long seed, double whole) {
        Random random = new Random(creature.index() + 7 * seed);
        float[] values = new float[SIDE * SIDE];
        for (int place = 0; place < values.length; place++) {
            double x = (place % SIDE + 0.5) * creature.width() / SIDE;
            double y = (place / SIDE + 0.5) * creature.height() / SIDE;
            double head = bump(x - creature.headX(), y - creature.headY(), 0.6 * creature.radius());
            double trunk = bump(x - creature.bodyX(), y - creature.bodyY(), 0.9 * creature.radius());
            values[place] = (float) (Math.max(head, whole * trunk) + 0.06 * random.nextDouble());
        }
        return ScoreMap.of(SIDE, SIDE, values);
    }

    private static double bump(double dx, double dy, double radius) {
        return Math.exp(-(dx * dx + dy * dy) / (2 * radius * radius));
    }

    /** Writes a session below the folder given as first argument, for viewing the page. */
    public static void main(String[] arguments) throws IOException {
        write(Path.of(arguments[0]));
    }
}
