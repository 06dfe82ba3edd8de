package org.wsol.report.page;

import com.samskivert.mustache.DefaultCollector;
import com.samskivert.mustache.Mustache;
import java.io.StringReader;
import java.util.Iterator;
import java.util.Optional;
import org.wsol.report.gallery.Gallery;
import org.wsol.report.summary.Comparison;

/** Writes a comparison as one HTML page that needs no other file and no network. */
public final class HtmlPage {
    private HtmlPage() {}

    /**
     * The page's text. Everything that comes from run folders is escaped.
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

    /** Lets a template section of an {@link Optional} run once with its value, or not at all. */
    private static final class OptionalSections extends DefaultCollector {
        @Override
        public Iterator<?> toIterator(Object value) {
            return value instanceof Optional<?> optional ? optional.stream().iterator() : super.toIterator(value);
        }
    }
}
