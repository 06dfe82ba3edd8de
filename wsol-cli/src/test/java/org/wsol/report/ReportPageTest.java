package org.wsol.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.wsol.core.Box;
import org.wsol.core.ScoreMap;
import org.wsol.eval.box.BoxRule;
import org.wsol.eval.box.ContourBoxes;
import org.wsol.eval.map.MapPreparation;
import org.wsol.eval.map.QuantizedMap;
import org.wsol.experiment.results.MapKind;
import org.wsol.experiment.results.ReportedRun;
import org.wsol.experiment.results.ReportedRuns;

/** The page in a real browser, opened as a file. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReportPageTest {
    private static final String BOXES = "[...document.querySelectorAll('#cards canvas')].map(c => c.dataset.box)";
    private static final String FIRST_COLUMN =
            "[...document.querySelectorAll('#results-table tbody th')].map(c => c.textContent.trim().split(' ')[0])";

    private Path page;
    private Optional<Browser> browser = Optional.empty();

    @BeforeAll
    void buildPage(@TempDir Path folder) throws IOException, InterruptedException {
        Optional<Path> program = Browser.program();
        Assumptions.assumeTrue(program.isPresent(), "no Chromium on this machine: the page is not tried in a browser");
        Path session = SyntheticSession.write(Files.createDirectories(folder.resolve("session")));
        page = session.resolve("report.html");
        Report.of(List.of(session), Optional.empty()).writePage(page, "Session <i>one</i> & more", 24);
        browser = Optional.of(Browser.start(program.get(), Files.createDirectories(folder.resolve("profile"))));
    }

    @AfterAll
    void stopBrowser() {
        browser.ifPresent(Browser::close);
    }

    @BeforeEach
    void openPage() throws InterruptedException {
        tab().prefer("light");
        tab().resize(1280, 900);
        tab().open(page);
    }

    private Browser tab() {
        return browser.orElseThrow();
    }

    private List<String> texts(String expression) {
        List<String> texts = new ArrayList<>();
        for (JsonNode text : tab().evaluate(expression)) {
            texts.add(text.asText());
        }
        return texts;
    }

    @Test
    void opensFromAFileWithoutErrorsOrNetworkAccess() {
        assertThat(tab().complaints()).isEmpty();
        assertThat(tab().requests()).containsExactly(page.toUri().toString());
    }

    @Test
    void showsNamesAsPlainText() {
        assertThat(tab().evaluate("document.querySelector('h1').textContent").asText())
                .isEqualTo("Session <i>one</i> & more");
        assertThat(tab().evaluate("document.querySelectorAll('h1 i, .card b b, .card h3 b, option b').length")
                        .asInt())
                .isZero();
        assertThat(texts("[...document.querySelectorAll('#by-class option')].map(o => o.textContent)"))
                .containsExactlyInAnyOrder(
                        "All classes", "red <b>cap</b>", "blue & bold", "green \"finch\"", "amber owl");
    }

    @Test
    void sliderMovesTheBoxesOnEveryMap() throws InterruptedException {
        List<String> evaluated = texts(BOXES);
        setThreshold("0.2");
        List<String> low = texts(BOXES);
        setThreshold("0.7");
        List<String> high = texts(BOXES);
        assertThat(evaluated).hasSize(6 * 2 * 4).doesNotContain("none");
        for (int i = 0; i < low.size(); i++) {
            assertThat(box(high.get(i)).area())
                    .as("box %d shrinks as the threshold rises", i)
                    .isLessThan(box(low.get(i)).area());
        }
        tab().evaluate("document.getElementById('as-evaluated').click()");
        tab().waitUntil("document.querySelector('#cards canvas').dataset.box === '" + evaluated.get(0) + "'");
        assertThat(texts(BOXES)).isEqualTo(evaluated);
    }

    @Test
    void showsSelectedMaps() throws InterruptedException {
        String kinds = "[...new Set([...document.querySelectorAll('#cards canvas')].map(c => c.dataset.kind))]";
        assertThat(texts(kinds)).containsExactly("photo", "cam", "norm", "similarity");
        tab().evaluate("document.getElementById('by-map').value = 'layercam';"
                + "document.getElementById('by-map').dispatchEvent(new Event('change'))");
        tab().waitUntil("document.querySelectorAll('#cards canvas[data-box]').length === 6 * 2 * 2");
        assertThat(texts(kinds)).containsExactly("photo", "map layercam");
        assertThat(texts("[...document.querySelectorAll('#cards figcaption')].map(c => c.textContent)"))
                .anyMatch(caption -> caption.startsWith("layercam · IoU"));
        assertThat(texts(BOXES)).doesNotContain("none");
        assertThat(tab().complaints()).isEmpty();
    }

    @Test
    void drawsTheBoxesOfTheEvaluation() throws InterruptedException {
        setThreshold("0.45");
        List<String> ids = texts("[...document.querySelectorAll('.card h3 small')].map(s => s.textContent)");
        List<String> shown = texts("[...document.querySelectorAll('[data-method=cam] canvas[data-kind=norm]')]"
                + ".map(c => c.dataset.box)");
        ReportedRun cam = ReportedRuns.read(List.of(page.getParent())).get(0);
        List<Integer> rows = ids.stream()
                .map(id -> Integer.valueOf(id.replaceAll("\\D", "")))
                .toList();
        List<ScoreMap> maps = cam.maps(MapKind.NORM, rows);
        assertThat(shown).hasSize(6);
        for (int i = 0; i < maps.size(); i++) {
            QuantizedMap map = MapPreparation.reference().apply(maps.get(i)).quantize();
            Box expected = ContourBoxes.at(map, 0.45, BoxRule.LARGEST_CONTOUR).get(0);
            assertThat(box(shown.get(i))).isEqualTo(withoutReferenceMargin(expected));
        }
    }

    /**
     * The reference's right and bottom edges are one pixel too far, except at the border, which these creatures do not
     * touch.
     */
    private static Box withoutReferenceMargin(Box box) {
        return new Box(box.x0(), box.y0(), box.x1() < 223 ? box.x1() - 1 : 223, box.y1() < 223 ? box.y1() - 1 : 223);
    }

    private static Box box(String text) {
        String[] corners = text.split(",");
        return new Box(
                Integer.parseInt(corners[0]), Integer.parseInt(corners[1]),
                Integer.parseInt(corners[2]), Integer.parseInt(corners[3]));
    }

    private void setThreshold(String value) throws InterruptedException {
        List<String> before = texts(BOXES);
        tab().evaluate("(() => { const t = document.getElementById('threshold'); t.value = " + value
                + "; t.dispatchEvent(new Event('input')); })()");
        String last = before.get(before.size() - 1);
        tab().waitUntil(BOXES + ".pop() !== '" + last + "'");
    }

    @Test
    void sortsTheTableByAnyColumnInBothDirections() {
        String head = "document.querySelectorAll('#results-table thead th')[2]";
        tab().evaluate(head + ".querySelector('button').click()");
        assertThat(texts(FIRST_COLUMN)).containsExactly("bridging-gap", "cam");
        assertThat(tab().evaluate(head + ".getAttribute('aria-sort')").asText()).isEqualTo("descending");
        tab().evaluate(head + ".querySelector('button').click()");
        assertThat(texts(FIRST_COLUMN)).containsExactly("cam", "bridging-gap");
        assertThat(tab().evaluate(head + ".getAttribute('aria-sort')").asText()).isEqualTo("ascending");
    }

    @Test
    void allControlsAreReachableByKeyboard() throws InterruptedException {
        tab().press("Tab");
        assertThat(tab().evaluate("document.activeElement.className").asText()).isEqualTo("skip");
        tabTo(
                "document.activeElement.closest('#results-table') !== null && document.activeElement.textContent === 'MaxBoxAccV2'");
        tab().press("Enter");
        assertThat(texts(FIRST_COLUMN)).containsExactly("bridging-gap", "cam");
        List<String> before = texts(BOXES);
        tabTo("document.activeElement.id === 'threshold'");
        for (int i = 0; i < 20; i++) {
            tab().press("ArrowRight");
        }
        tab().waitUntil("document.getElementById('threshold-value').textContent === '0.50'");
        assertThat(texts(BOXES)).isNotEqualTo(before);
        tabTo("document.activeElement.closest('#curve-charts') !== null");
        tab().press("ArrowRight");
        tab().press("ArrowRight");
        assertThat(tab().evaluate("document.activeElement.parentElement.querySelector('output').textContent")
                        .asText())
                .startsWith("epoch 2: cam ");
    }

    private void tabTo(String condition) {
        for (int i = 0; i < 120; i++) {
            tab().press("Tab");
            if (tab().evaluate(condition).asBoolean()) {
                assertThat(tab().evaluate("getComputedStyle(document.activeElement).outlineStyle")
                                .asText())
                        .as("the focus is visible")
                        .isNotEqualTo("none");
                return;
            }
        }
        throw new AssertionError("not reached by keyboard: " + condition);
    }

    @Test
    void filtersAndPagesTheGallery() throws InterruptedException {
        assertThat(tab().evaluate("document.getElementById('gallery-count').textContent")
                        .asText())
                .isEqualTo("1–6 of 24 images");
        tab().evaluate("document.getElementById('next').click()");
        assertThat(tab().evaluate("document.getElementById('gallery-count').textContent")
                        .asText())
                .isEqualTo("7–12 of 24 images");
        choose("by-class", "amber owl");
        assertThat(texts("[...new Set([...document.querySelectorAll('.card h3')].map(h => h.firstChild.textContent))]"))
                .containsExactly("amber owl");
        choose("by-class", "");
        choose("by-method", "cam");
        choose("by-error", "part");
        assertThat(texts("[...new Set([...document.querySelectorAll('[data-method=cam] p span:last-child')]"
                        + ".map(s => s.textContent))]"))
                .containsExactly("part");
    }

    @Test
    void ordersTheGalleryByIou() throws InterruptedException {
        assertThat(tab().evaluate("document.getElementById('order').value").asText())
                .as("what the report is about comes first")
                .isEqualTo("gained");
        choose("order", "worst");
        List<Double> worstFirst = ious();
        choose("order", "best");
        List<Double> bestFirst = ious();
        assertThat(worstFirst).isSorted();
        assertThat(bestFirst).isSortedAccordingTo((a, b) -> Double.compare(b, a));
        assertThat(bestFirst.get(0)).isGreaterThan(worstFirst.get(0));
    }

    @Test
    void clickEnlargesAnImageAndClosesItAgain() throws InterruptedException {
        assertThat(tab().evaluate("document.getElementById('enlarged').open").asBoolean())
                .isFalse();
        tab().evaluate("document.querySelector('#cards canvas').click()");
        assertThat(tab().evaluate("document.getElementById('enlarged').open").asBoolean())
                .isTrue();
        double small = tab().evaluate("document.querySelector('#cards canvas').getBoundingClientRect().width")
                .asDouble();
        assertThat(tab().evaluate("document.querySelector('#enlarged canvas').getBoundingClientRect().width")
                        .asDouble())
                .isGreaterThan(2 * small);
        tab().evaluate("document.querySelector('#enlarged button').click()");
        assertThat(tab().evaluate("document.getElementById('enlarged').open").asBoolean())
                .isFalse();
    }

    @Test
    void longNamesDoNotHideMetricsOnASmallScreen() throws InterruptedException {
        tab().resize(400, 800);
        tab().evaluate("document.querySelector('#results-table tbody th').append(' ' + 'verylongname'.repeat(12))");
        double name = tab().evaluate("document.querySelector('#results-table tbody th').getBoundingClientRect().width")
                .asDouble();
        assertThat(name).isLessThan(200);
    }

    @Test
    void provenanceLabelsAreNotWrappedWithinWords() {
        tab().evaluate("document.querySelectorAll('#runs details').forEach(d => d.open = true)");
        assertThat(tab().evaluate(
                                "[...document.querySelectorAll('.facts dt')].every(d => d.getBoundingClientRect().height < 40)")
                        .asBoolean())
                .isTrue();
    }

    private List<Double> ious() {
        return texts("[...document.querySelectorAll('[data-method=bridging-gap] figure:first-child figcaption')]"
                        + ".map(c => c.textContent.split(' ').pop())")
                .stream()
                .map(Double::valueOf)
                .toList();
    }

    private void choose(String control, String value) throws InterruptedException {
        tab().evaluate("(() => { const s = document.getElementById('" + control + "'); s.value = '" + value
                + "'; s.dispatchEvent(new Event('change')); })()");
        tab().waitUntil("[...document.querySelectorAll('#cards canvas')].every(c => c.dataset.box)");
    }

    @Test
    void sweptKeyHasALinePerGroupOfOtherwiseEqualRuns() {
        String chart = "[...document.querySelectorAll('#effect-charts figure')]"
                + ".find(f => f.querySelector('code').textContent === 'method.similarity.weight')";
        assertThat(texts("[..." + chart + ".querySelectorAll('.group')].map(g => g.textContent.split(': ')[0])"))
                .containsExactly("method.name=cam", "method.name=bridging-gap");
        assertThat(tab().evaluate(chart + ".querySelectorAll('path.line').length")
                        .asInt())
                .isEqualTo(2);
    }

    @Test
    void resultsTableFitsADesktopScreen() {
        tab().resize(1280, 800);
        assertThat(tab().evaluate("document.querySelectorAll('#results-table tbody .range').length")
                        .asInt())
                .as("intervals in the table")
                .isPositive();
        assertThat(tab().evaluate("(() => { const b = document.getElementById('results-table').parentElement;"
                                + " return b.scrollWidth - b.clientWidth; })()")
                        .asInt())
                .isLessThanOrEqualTo(0);
    }

    @Test
    void fitsAPhone() {
        tab().resize(400, 800);
        assertThat(tab().evaluate("document.documentElement.scrollWidth").asInt())
                .isLessThanOrEqualTo(400);
        assertThat(tab().evaluate("[...document.querySelectorAll('main > section, .card, .chart')]"
                                + ".filter(e => e.getBoundingClientRect().right > 400).length")
                        .asInt())
                .isZero();
    }

    @Test
    void followsTheDarkScheme() {
        String brightness =
                "getComputedStyle(document.body).%s.match(/\\d+/g).slice(0, 3).reduce((a, b) => a + Number(b), 0)";
        assertThat(tab().evaluate(brightness.formatted("backgroundColor")).asInt())
                .isGreaterThan(600);
        tab().prefer("dark");
        assertThat(tab().evaluate(brightness.formatted("backgroundColor")).asInt())
                .isLessThan(150);
        assertThat(tab().evaluate(brightness.formatted("color")).asInt()).isGreaterThan(600);
    }
}
