package org.wsol.report.page;

import java.util.Optional;
import org.wsol.report.gallery.Gallery;
import org.wsol.report.summary.Comparison;

/**
 * The data of the page template.
 *
 * @param title heading
 * @param summary the summary text
 * @param style the style sheet
 * @param script the script
 * @param data the script's data as JSON
 * @param results the result table
 * @param protocols oracle and transferred thresholds
 * @param maps map methods with the same networks
 * @param paired image-by-image comparison
 * @param gallery the images
 * @param isCutGallery whether the gallery omits some tags
 * @param errors kinds of error
 * @param gap diagnosis of the gap between norm and similarity maps
 * @param sizes localization by object size
 * @param hasCurves whether there are logged curves
 * @param isCut whether the curves omit some tags
 * @param hasEffects whether keys were swept
 * @param runs every run with its provenance
 */
record Page(
        String title,
        String summary,
        String style,
        String script,
        String data,
        ResultsView results,
        Optional<ProtocolsView> protocols,
        Optional<MapsView> maps,
        Optional<PairedView> paired,
        Optional<Gallery> gallery,
        boolean isCutGallery,
        Optional<ErrorsView> errors,
        Optional<GapView> gap,
        Optional<SizesView> sizes,
        boolean hasCurves,
        boolean isCut,
        boolean hasEffects,
        RunsView runs) {

    static Page of(String title, Comparison comparison, Optional<Gallery> gallery) {
        PageData data = PageData.of(comparison, gallery);
        return new Page(
                title,
                SummarySentence.of(comparison),
                Resources.text("report.css"),
                Resources.script(),
                data.json(),
                ResultsView.of(comparison),
                ProtocolsView.of(comparison),
                MapsView.of(comparison),
                PairedView.of(comparison),
                gallery,
                gallery.map(shown ->
                                shown.methods().size() < comparison.methods().size())
                        .orElse(false),
                ErrorsView.of(comparison.methods()),
                GapView.of(comparison.methods()),
                SizesView.of(comparison.methods()),
                !data.curves().isEmpty(),
                data.isCut(),
                !data.effects().isEmpty(),
                RunsView.of(comparison));
    }
}
