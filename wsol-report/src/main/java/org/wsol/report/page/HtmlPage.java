package org.wsol.report.page;

import com.samskivert.mustache.DefaultCollector;
import com.samskivert.mustache.Mustache;
import java.io.StringReader;
import java.util.Iterator;
import java.util.Optional;
import org.wsol.report.gallery.Gallery;
import org.wsol.report.summary.Comparison;

/** Writes a comparison as one self-contained HTML page. */
public final class HtmlPage {
    private HtmlPage() {}

    /**
     * The page's text. All content from run folders is escaped.
     *
     * @param title heading of the page
     * @param gallery the images to show
     */
    public static String render(String title, Comparison comparison, Optional<Gallery> gallery) {
        return Mustache.compiler()
                .escapeHTML(true)
                .emptyStringIsFalse(true)
                .withCollector(new OptionalSections())
                .withLoader(name -> new StringReader(Resources.text("html/" + name + ".mustache")))
                .compile(new StringReader(Resources.text("html/page.mustache")))
                .execute(Page.of(title, comparison, gallery));
    }

    /** Renders a template section of an {@link Optional} once with its value, or not at all. */
    private static final class OptionalSections extends DefaultCollector {
        @Override
        public Iterator<?> toIterator(Object value) {
            return value instanceof Optional<?> optional ? optional.stream().iterator() : super.toIterator(value);
        }
    }
}
