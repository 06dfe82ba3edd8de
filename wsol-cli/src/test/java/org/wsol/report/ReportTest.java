package org.wsol.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wsol.cli.command.ReportCommand;
import org.wsol.core.InvalidInputException;
import org.wsol.report.summary.Scatter;
import picocli.CommandLine;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReportTest {
    private Path session;

    @BeforeAll
    void writeSession(@TempDir Path folder) throws IOException {
        session = SyntheticSession.write(Files.createDirectories(folder.resolve("session")));
    }

    private String page(Path folder, int gallery) throws IOException {
        Path file = folder.resolve("page.html");
        assertThat(Report.of(List.of(session), Optional.empty()).writePage(file, "Title", gallery))
                .isEmpty();
        return Files.readString(file);
    }

    @Test
    void pageIsSelfContained(@TempDir Path folder) throws IOException {
        String page = page(folder, 60);
        assertThat(page)
                .doesNotContainPattern(Pattern.compile("(src|href)=\"(?!data:|#)"))
                .doesNotContain("@import", "fetch(", "<script src");
        assertThat(page.length()).isLessThan(1_500_000);
    }

    @Test
    void pageSummarizesTheResultsInSentences(@TempDir Path folder) throws IOException {
        assertThat(page(folder, 0))
                .contains("On 40 test images bridging-gap reaches a MaxBoxAccV2 of")
                .contains("points more than cam (95 % interval")
                .contains("chosen on the test images themselves")
                .contains("with thresholds chosen on validation images it is")
                .contains("Box annotations used to select a model: up to 60 per run")
                .contains("PxAP is missing: the data set has no masks.")
                .contains("bridging-gap, seed 4: <b>failed</b>", "<small>the loss is no longer a number</small>")
                .doesNotContain("id=\"cards\"");
    }

    @Test
    void listsPhotosThatCannotBeRead(@TempDir Path folder) throws IOException {
        Path moved = SyntheticSession.write(Files.createDirectories(folder.resolve("moved")));
        Files.writeString(moved.resolve("photos/3.jpg"), "no image");
        Files.delete(moved.resolve("photos/4.jpg"));
        List<String> unreadable =
                Report.of(List.of(moved), Optional.empty()).writePage(folder.resolve("page.html"), "Title", 100);
        assertThat(unreadable).hasSize(2).allMatch(path -> path.endsWith("3.jpg") || path.endsWith("4.jpg"));
    }

    @Test
    void galleryHasAtMostTheRequestedNumberOfImages(@TempDir Path folder) throws IOException {
        assertThat(page(folder, 7).split("data:image/jpeg", -1)).hasSize(8);
        assertThat(page(folder, 1000).split("data:image/jpeg", -1)).hasSize(SyntheticSession.IMAGES + 1);
    }

    @Test
    void tablesContainMeanDeviationAndDifference() {
        Report report = Report.of(List.of(session), Optional.of("bridging-gap"));
        assertThat(report.markdown().lines())
                .hasSize(4)
                .anyMatch(
                        line -> line.matches("\\| cam \\| 3 \\| [0-9.]+ ± [0-9.]+ \\|.*−[0-9.]+ \\(−.* to −.*\\) \\|"));
        assertThat(report.latex()).contains("\\begin{tabular}{lrrrrrrrrrrrr}", "cam & 3 & ", "$\\pm$", "\\bottomrule");
        assertThat(report.csv().lines())
                .hasSize(1 + 2 * 11)
                .anyMatch(line -> line.startsWith("cam,maxBoxAccV2,3,") && line.contains(",bridging-gap,-"));
    }

    @Test
    void mapTablesHaveOneRowPerMap(@TempDir Path folder) throws IOException {
        Report report = Report.of(List.of(session), Optional.empty());
        assertThat(report.mapsMarkdown())
                .contains("| cam | layercam | 50.0 ± 0.0 | 45.0 ± 0.0 | – | 0.214 | 0.012 |\n")
                .contains("| bridging-gap | layercam | 58.0 ± 0.0 |");
        assertThat(report.mapsCsv())
                .contains("cam,layercam,min-max,3,50.0,45.0,,0.214,0.0123\n", "cam,layercam,ivr,3,51.0,,,");
        assertThat(report.mapsLatex()).contains("cam & layercam & 50.0 $\\pm$ 0.0 & 45.0");
        assertThat(page(folder, 0)).contains("id=\"maps-table\"", "<td>ivr</td>", "data-sort=\"0.214\">0.214");
    }

    /** LaTeX stops at characters it has no definition for, such as the minus sign of negative scores. */
    @Test
    void latexHasOnlyAsciiCharacters(@TempDir Path folder) throws IOException {
        Path copy = folder.resolve("negative");
        copy(session, copy);
        try (Stream<Path> files = Files.walk(copy)) {
            for (Path scores :
                    files.filter(file -> file.endsWith("map-scores.json")).toList()) {
                Files.writeString(scores, Files.readString(scores).replace("0.214", "-0.214"));
            }
        }
        Report report = Report.of(List.of(copy), Optional.empty());
        assertThat(report.mapsLatex()).contains("$-$0.214").matches("[\\x00-\\x7f]+");
        assertThat(report.latex()).matches("[\\x00-\\x7f]+");
    }

    @Test
    void runsOfMethodsThatAreNotOnTheClassPathAreReported(@TempDir Path folder) throws IOException {
        Path copy = folder.resolve("plugin");
        for (Path metrics : copied(copy, "metrics.json")) {
            Files.writeString(
                    metrics.resolveSibling("recipe.yaml"), "method: {name: not-installed}\nevaluation: {map: norm}\n");
        }
        Report.of(List.of(copy), Optional.empty()).writePage(folder.resolve("page.html"), "Title", 3);
        assertThat(folder.resolve("page.html")).isNotEmptyFile();
    }

    /** Copies the session and returns all its files of a name. */
    private List<Path> copied(Path copy, String name) throws IOException {
        copy(session, copy);
        try (Stream<Path> files = Files.walk(copy)) {
            return files.filter(file -> file.endsWith(name)).toList();
        }
    }

    @Test
    void latexTableHasTheRequestedMetricsAndTheBestInBold() {
        Report report = Report.of(List.of(session), Optional.empty());
        assertThat(report.latex(List.of("maxBoxAccV2", "Top-1"), Scatter.DEVIATION))
                .contains("\\begin{tabular}{lrrr}", "Method & Seeds & MaxBoxAccV2 & ")
                .containsPattern("bridging-gap & 3 & \\\\textbf\\{");
        assertThat(report.latex(List.of("maxBoxAccV2"), Scatter.INTERVAL))
                .startsWith(
                        "% needs \\usepackage{booktabs}; percent, mean and its 95 \\% interval over seeds, with one seed over images\n")
                .containsPattern("cam & 3 & [0-9.]+ \\([0-9.]+ to [0-9.]+\\) ");
        assertThatThrownBy(() -> report.latex(List.of("maxBoxAcV2"), Scatter.DEVIATION))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("did you mean 'maxBoxAccV2'?");
    }

    @Test
    void allTableFormatsHaveTheRequestedMetrics() {
        Report report = Report.of(List.of(session), Optional.empty());
        assertThat(report.markdown(List.of("top1"), Scatter.INTERVAL))
                .startsWith("| Method | Seeds | Top-1 | Δ Top-1 to cam |")
                .containsPattern("\\| cam \\| 3 \\| [0-9.]+ \\([0-9.]+ to [0-9.]+\\) ");
        assertThat(report.csv(List.of("top1")).lines()).hasSize(1 + 2).noneMatch(line -> line.contains("maxBox"));
        assertThat(report.markdown()).as("all means all").contains("| MaxBoxAccV2 (transferred) |");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--metrics top1",
                "--intervals",
                "--maps",
                "--csv --intervals",
                "--csv --maps --metrics top1",
                "--csv --metrics topp1"
            })
    void optionsWithoutEffectAreErrors(String options, @TempDir Path folder) {
        List<String> words = new ArrayList<>(List.of(options.split(" ")));
        words.addAll(
                List.of(session.toString(), "--out", folder.resolve("page.html").toString()));
        StringWriter err = new StringWriter();
        int exit = new CommandLine(new ReportCommand())
                .setErr(new PrintWriter(err))
                .execute(words.toArray(String[]::new));
        assertThat(exit).isNotZero();
        assertThat(err.toString())
                .containsAnyOf(
                        "are for printed tables", "do not apply", "has no effect on --csv", "did you mean 'top1'?");
        assertThat(folder.resolve("page.html")).doesNotExist();
    }

    @Test
    void suggestsTheNearestBaseline() {
        assertThatThrownBy(() -> Report.of(List.of(session), Optional.of("briding-gap")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("did you mean 'bridging-gap'?")
                .hasMessageContaining("tags are cam, bridging-gap");
    }

    @Test
    void distinguishesRunsOfTheSameNameInTwoSessions(@TempDir Path folder) throws IOException {
        Path copy = folder.resolve("again");
        copy(session, copy);
        assertThat(Report.of(List.of(session, copy), Optional.empty()).markdown())
                .contains("| session/cam | 3 |", "| again/cam | 3 |");
    }

    @Test
    void runsWithDifferentSettingsNeverShareARow(@TempDir Path folder) throws IOException {
        Path other = folder.resolve("other");
        copy(session, other);
        String index = Files.readString(other.resolve("index.jsonl"));
        StringBuilder cut = new StringBuilder();
        int line = 0;
        for (String entry : index.lines().toList()) { // as with truncated names: four settings, one tag
            cut.append(entry.replaceFirst(
                            "\"tag\" ?: ?\"[^\"]*\"", "\"tag\": \"same\", \"row\": \"r" + line++ % 4 + "\""))
                    .append("\n");
        }
        Files.writeString(other.resolve("index.jsonl"), cut.toString());
        List<String> rows = Report.of(List.of(other), Optional.empty())
                .markdown()
                .lines()
                .skip(2)
                .map(row -> row.split("\\|")[1].strip())
                .toList();
        assertThat(rows)
                .hasSize(4)
                .doesNotHaveDuplicates()
                .allMatch(name -> name.contains("same") || name.contains("other/"));
    }

    @Test
    void reportsADamagedRunAndStillWritesTheReport(@TempDir Path folder) throws IOException {
        Path copy = folder.resolve("copy");
        copy(session, copy);
        try (var runs = Files.newDirectoryStream(copy, "cam*")) {
            Path run = runs.iterator().next();
            Files.writeString(run.resolve("images.csv"), "nothing\n1\n");
            Report report = Report.of(List.of(copy), Optional.empty());
            assertThat(report.damaged()).singleElement().asString().contains(run.getFileName() + "/images.csv");
            assertThat(report.markdown()).contains("| cam | 2 |");
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Path target = to.resolve(from.relativize(file));
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    @Test
    void commandWritesThePageNextToTheRunsAndPrintsTables(@TempDir Path folder) throws IOException {
        Path copy = folder.resolve("copy");
        copy(session, copy);
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exit = new CommandLine(new ReportCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute("--markdown", copy.toString(), "--gallery", "2");
        assertThat(exit).isZero();
        assertThat(copy.resolve("report.html")).isNotEmptyFile();
        assertThat(out.toString())
                .startsWith("| Method | Seeds | MaxBoxAccV2 |")
                .doesNotContain("report.html");
        assertThat(err.toString()).contains("report: " + copy.resolve("report.html"));
    }

    @Test
    void runsOfOtherTestImagesAreNotCompared(@TempDir Path folder) throws IOException {
        Path copy = folder.resolve("birds");
        for (Path images : copied(copy, "images.csv")) {
            List<String> lines = Files.readAllLines(images);
            StringBuilder renamed = new StringBuilder(lines.get(0) + "\n");
            lines.stream().skip(1).forEach(line -> renamed.append("bird-" + line + "\n"));
            Files.writeString(images, renamed.toString());
        }
        Report report = Report.of(List.of(session, copy), Optional.of("session/cam"));
        assertThat(report.imagesNote()).hasValueSatisfying(note -> assertThat(note)
                .contains("birds/cam", "birds/bridging-gap")
                .doesNotContain("session/bridging-gap"));
        assertThat(report.latex()).doesNotContain("textbf");
        assertThat(report.csv().lines().filter(line -> line.startsWith("birds/")))
                .isNotEmpty()
                .allMatch(line -> line.endsWith(",,,"));
        report.writePage(folder.resolve("page.html"), "Title", 0);
        assertThat(folder.resolve("page.html"))
                .content()
                .contains("so not compared with it: birds/cam")
                .doesNotContain("class=\"best\"");
        StringWriter err = new StringWriter();
        int exit = new CommandLine(new ReportCommand())
                .setErr(new PrintWriter(err))
                .setOut(new PrintWriter(new StringWriter()))
                .execute(
                        session.toString(),
                        copy.toString(),
                        "--baseline",
                        "session/cam",
                        "--out",
                        folder.resolve("second.html").toString());
        assertThat(exit).as(err.toString()).isZero();
        assertThat(err.toString()).contains("warning: Not tested on the images of session/cam");
        assertThat(Report.of(List.of(session), Optional.empty()).imagesNote()).isEmpty();
    }

    /** All seeds count: a difference may be only in one that is not shown. */
    @Test
    void anotherImageOfOneSeedIsNoticed(@TempDir Path folder) throws IOException {
        Path copy = folder.resolve("birds");
        List<Path> all = copied(copy, "images.csv").stream().sorted().toList();
        Path last = all.get(all.size() - 1);
        Files.writeString(last, Files.readString(last).replaceFirst("\n([0-9]+,)?", "\n$1other-"));
        assertThat(Report.of(List.of(copy), Optional.empty()).imagesNote()).isPresent();
    }

    @Test
    void boxesOfDifferentMapsAreMentioned(@TempDir Path folder) throws IOException {
        Path copy = folder.resolve("norm");
        for (Path metrics : copied(copy, "metrics.json")) {
            if (metrics.toString().contains("bridging-gap")) {
                Files.writeString(metrics.resolveSibling("recipe.yaml"), "evaluation: {map: norm}\n");
            }
        }
        Report.of(List.of(copy), Optional.empty()).writePage(folder.resolve("page.html"), "Title", 0);
        assertThat(folder.resolve("page.html"))
                .content()
                .contains("Boxes come from different maps: CAM (cam); Norm map F (bridging-gap).");
    }

    @Test
    void thePageIsNotWrittenToAFileOfAnotherFormat(@TempDir Path folder) {
        StringWriter err = new StringWriter();
        int exit = new CommandLine(new ReportCommand())
                .setErr(new PrintWriter(err))
                .execute(session.toString(), "--out", folder.resolve("film.png").toString());
        assertThat(exit).isNotZero();
        assertThat(err.toString()).contains("must end in .html or .htm");
        assertThat(folder.resolve("film.png")).doesNotExist();
    }
}
