package org.wsol.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Tests the commands as typed by users. */
class RootCommandTest {
    private static final String EXPERIMENT = """
            name: test
            data: {layout: demo}
            model: {backbone: small_cnn}
            method: {name: bridging-gap}
            """;

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int wsol(String... arguments) {
        CommandLine line = RootCommand.commandLine();
        line.setOut(new PrintWriter(out));
        line.setErr(new PrintWriter(err));
        return line.execute(arguments);
    }

    private String experiment(String more) throws IOException {
        return Files.writeString(folder.resolve("exp.yaml"), EXPERIMENT + more).toString();
    }

    @Test
    void suggestsTheWholeCorrectedCommandForAWrongKey() throws IOException {
        String file = experiment("");
        assertThat(wsol("plan", file, "train.lrr=0.1,0.2", "data.clases=[a, b]", "--jobs", "2"))
                .isEqualTo(2);
        assertThat(err.toString())
                .contains("there is no key 'train.lrr'; did you mean: train.lr=0.1,0.2")
                .contains("try: wsol plan " + file + " train.lr=0.1,0.2 'data.classes=[a, b]' --jobs 2");
    }

    @Test
    void reportsAWrongSweptKeyOnceAndWrongValuesOfOtherKeys() throws IOException {
        assertThat(wsol("plan", experiment(""), "train.lrr=0.1,0.2", "train.batch=4,x"))
                .isEqualTo(2);
        assertThat(err.toString().lines().filter(line -> line.contains("train.lrr") && !line.contains("try:")))
                .hasSize(1);
        assertThat(err.toString())
                .contains("train.batch: expected a whole number, was 'x'")
                .as("a command with the wrong value in it")
                .doesNotContain("try:");
    }

    @Test
    void reportsEveryInvalidChangeAtOnce() throws IOException {
        assertThat(wsol("config", experiment(""), "train.lr", "train.batch")).isEqualTo(2);
        assertThat(err.toString())
                .contains("'train.lr' is not an override")
                .contains("'train.batch' is not an override");
    }

    @Test
    void explainsSpacesInChanges() throws IOException {
        assertThat(wsol("config", experiment(""), "train.lr", "=", "3", "train.batch", "=4"))
                .isEqualTo(2);
        assertThat(err.toString())
                .contains("there must be no spaces around '=': train.lr=3")
                .contains("there must be no spaces around '=': train.batch=4")
                .doesNotContain("not an override");
        assertThat(wsol("config", experiment(""), "data.root=my", "photos")).isEqualTo(2);
        assertThat(err.toString()).contains("a value with spaces needs quotes: 'data.root=my photos'");
        assertThat(wsol("config", experiment(""), "train.lr=", "0.1", "data.root=/my", "holiday", "photos"))
                .isEqualTo(2);
        assertThat(err.toString())
                .contains("there must be no spaces around '=': train.lr=0.1")
                .contains("a value with spaces needs quotes: 'data.root=/my holiday photos'");
    }

    @Test
    void describesALossByItsName() {
        assertThat(wsol("describe", "similarity")).isZero();
        assertThat(out.toString())
                .contains("similarity of bridging-gap (method)", "similarity.foreground")
                .doesNotContain("norm.weight");
    }

    @Test
    void sweepIsAnAliasOfRun() throws IOException {
        assertThat(wsol("sweep", experiment(""), "train.lr=x")).isEqualTo(2);
        assertThat(err.toString()).contains("train.lr: expected a number, was 'x'");
    }

    @Test
    void helpListsEveryCommandAndTheExitCodes() {
        assertThat(wsol("--help")).isZero();
        assertThat(out.toString())
                .contains(
                        "run", "sweep", "plan", "config", "schema", "describe", "list", "runs", "compare", "reproduce")
                .contains("130", "interrupted")
                .doesNotContain("execute");
    }

    @Test
    void helpIsTheSameWhenOptionsOfCommandsAreNotLoaded() {
        CommandLine all = RootCommand.commandLine();
        CommandLine outlines = RootCommand.commandLine(new String[] {"--help"});
        assertThat(outlines.getUsageMessage()).isEqualTo(all.getUsageMessage());
        assertThat(outlines.getSubcommands().get("predict").getCommandSpec().findOption("--top"))
                .isNull();
        for (String name : all.getSubcommands().keySet()) {
            assertThat(RootCommand.commandLine(new String[] {"--debug", name, "--help"})
                            .getSubcommands()
                            .get(name)
                            .getUsageMessage())
                    .isEqualTo(all.getSubcommands().get(name).getUsageMessage());
        }
    }

    @Test
    void completionContainsTheOptionsOfEveryCommand() {
        assertThat(RootCommand.commandLine(new String[] {"completion", "fish"})
                        .getSubcommands()
                        .get("predict")
                        .getCommandSpec()
                        .findOption("--top"))
                .isNotNull();
    }

    @Test
    void suggestsTheNearestCommandForAMisspeltOne() {
        assertThat(wsol("rnu", "x.yaml")).isEqualTo(2);
        assertThat(err.toString())
                .isEqualToNormalizingNewlines(
                        "error: there is no command 'rnu' (did you mean 'run'?); 'wsol --help' lists them\n");
    }

    @Test
    void reportsAnUnknownCommandTogetherWithHelp() {
        for (String[] arguments : new String[][] {{"rnu", "--help"}, {"--help", "rnu"}, {"--debug", "rnu", "-h"}}) {
            err.getBuffer().setLength(0);
            assertThat(wsol(arguments)).isEqualTo(2);
            assertThat(err.toString()).startsWith("error: there is no command 'rnu' (did you mean 'run'?)");
            assertThat(out.toString()).isEmpty();
        }
        err.getBuffer().setLength(0);
        assertThat(wsol("data", "chekc", "--help")).isEqualTo(2);
        assertThat(err.toString()).startsWith("error: there is no command 'chekc' (did you mean 'check'?)");
    }

    @Test
    void reportsAMissingCommand() {
        assertThat(wsol()).isEqualTo(2);
        assertThat(err.toString()).contains("name a command");
    }

    @Test
    void errorsHaveAStackTraceOnlyOnRequest() throws IOException {
        String file = experiment("trian: {}\n");
        assertThat(wsol("config", file)).isEqualTo(2);
        assertThat(err.toString())
                .startsWith("error: " + file + ":5:1: trian: unknown key 'trian' (did you mean 'train'?)")
                .doesNotContain("\tat ");
        assertThat(wsol("--debug", "config", file)).isEqualTo(2);
        assertThat(err.toString()).contains("\tat org.wsol");
    }

    @Test
    void configShowsValuesAndTheirOrigin() throws IOException {
        assertThat(wsol("config", experiment("train: {lr: 1e-3}\n"), "train.batch=8", "--only", "train"))
                .isZero();
        assertThat(out.toString())
                .containsPattern("lr: 1e-3 +# .*exp.yaml:5:13")
                .containsPattern("batch: 8 +# override train.batch=8")
                .containsPattern("headLrRatio: 10 +# default")
                .doesNotContain("backbone");
    }

    @Test
    void configOutputIsAValidExperiment() throws IOException {
        assertThat(wsol("config", "--plain", experiment(""))).isZero();
        Path again = Files.writeString(folder.resolve("again.yaml"), out.toString());
        assertThat(wsol("config", again.toString())).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"cam", "bridging-gap", "has", "cutmix", "adl", "acol", "spg", "tap", "bas", "ccam", "da-wsol"})
    void describeShowsAValidExampleOfEveryMethod(String method) throws IOException {
        assertThat(wsol("describe", method)).isZero();
        assertThat(out.toString()).contains("Example");
        String example = out.toString()
                .substring(out.toString().indexOf("  method:"))
                .lines()
                .map(line -> line.length() > 2 ? line.substring(2) : line)
                .reduce("", (a, b) -> a + b + "\n");
        Path file = Files.writeString(
                folder.resolve("described.yaml"), EXPERIMENT.replace("method: {name: bridging-gap}\n", example));
        assertThat(wsol("config", file.toString())).as(err::toString).isZero();
    }

    @Test
    void describeShowsTheDefaultsOfSectionsInTheExample() {
        assertThat(wsol("describe", "spg")).isZero();
        assertThat(out.toString()).contains("    attention: {high: 0.7, low: 0.01}");
    }

    @Test
    void suggestsTheNearestOfUnknownNames() {
        assertThat(wsol("describe", "briding-gap")).isEqualTo(2);
        assertThat(err.toString()).contains("did you mean 'bridging-gap'?");
        assertThat(wsol("list", "backbone")).isEqualTo(2);
        assertThat(err.toString()).contains("did you mean 'backbones'?");
    }

    @Test
    void listsMethodsLossesDatasetsAndBackbones() {
        assertThat(wsol("list", "methods")).isZero();
        assertThat(wsol("list", "losses")).isZero();
        assertThat(wsol("list", "datasets")).isZero();
        assertThat(wsol("list", "backbones")).isZero();
        assertThat(out.toString()).contains("cam", "similarity", "cub", "mobilenet_v2");
    }

    @Test
    void rejectsFoldersThatAreNotRuns() {
        assertThat(wsol("compare", folder.toString(), folder.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("is not a run folder");
        assertThat(wsol("runs", "--root", folder.resolve("none").toString())).isEqualTo(2);
    }

    @Test
    void suggestsTheNearestExperimentForOneWithoutRuns() throws IOException {
        Files.createDirectories(folder.resolve("birds"));
        assertThat(wsol("runs", "--root", folder.toString(), "brids")).isEqualTo(2);
        assertThat(err.toString()).contains("there is no experiment 'brids'", "(did you mean 'birds'?)");
        assertThat(wsol("runs", "--root", folder.toString(), "birds")).isZero();
    }

    @Test
    void planEstimatesTheTimeBeforeTheFirstRun() throws IOException {
        String file = experiment("output: {root: '" + folder.resolve("runs") + "'}\n");
        assertThat(wsol("plan", file)).as(err.toString()).isZero();
        assertThat(out.toString())
                .containsPattern("new +~\\d+ (s|min)")
                .contains("1 new; roughly ", "from the network's arithmetic and a speed measured now");
        assertThat(folder.resolve("runs")).doesNotExist();
    }

    @Test
    void schemaPrintsJson() {
        assertThat(wsol("schema")).isZero();
        assertThat(out.toString()).startsWith("{\n  \"$schema\"");
    }
}
