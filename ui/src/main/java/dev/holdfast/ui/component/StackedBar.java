package dev.holdfast.ui.component;

import static dev.holdfast.ui.text.Texts.text;

import com.vaadin.flow.component.HtmlContainer;
import com.vaadin.flow.component.Svg;
import com.vaadin.flow.component.Text;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * One bar whose segments add up to a whole, drawn as SVG. Every segment that is not empty takes at least {@value #LEAST} of {@value #WIDTH}
 * units, including the gap after it, so that one failed device among a million is visible. The segments share the remaining width in
 * proportion.
 *
 * @param label name of the total, for the text alternative
 * @param segments in drawing order; the bar leaves out empty ones, the legend shows them
 */
public record StackedBar(String label, List<Segment> segments) {
    static final double WIDTH = 1000;
    static final double LEAST = 6;
    private static final double GAP = 3;

    public StackedBar {
        segments = List.copyOf(segments);
    }

    /** One segment. {@code name} is a word, such as {@code trusted}. */
    public record Segment(String name, long count, Tone tone) {
        String words() {
            return Amount.of(count) + " " + name;
        }
    }

    /** Returns the bar whose legend has the first segment and those that are not empty. */
    public StackedBar withoutEmptyAfterFirst() {
        return new StackedBar(
                label,
                IntStream.range(0, segments.size())
                        .filter(index -> index == 0 || segments.get(index).count() > 0)
                        .mapToObj(segments::get)
                        .toList());
    }

    /** Returns the text alternative: {@code Trust: 1,187 trusted, 17 untrusted}. */
    public String description() {
        StringJoiner words = new StringJoiner(", ", label + ": ", "");
        words.setEmptyValue(text("stacked-bar.empty", label));
        for (Segment segment : present()) {
            words.add(segment.words());
        }
        return words.toString();
    }

    public String markup() {
        StringBuilder svg = new StringBuilder();
        svg.append("<svg class='hf-bar' viewBox='0 0 1000 10' preserveAspectRatio='none' role='img' aria-label='")
                .append(escape(description()))
                .append("'>");
        svg.append("<rect class='hf-bar-ground' x='0' y='0' width='1000' height='10'/>");
        List<Segment> present = present();
        double x = 0;
        for (int index = 0; index < present.size(); index++) {
            Segment segment = present.get(index);
            double width = width(segment);
            double drawn = index + 1 < present.size() ? Math.max(width - GAP, LEAST / 2) : width;
            svg.append(String.format(
                    Locale.ROOT,
                    "<rect data-tone='%s' x='%.2f' y='0' width='%.2f' height='10'><title>%s</title></rect>",
                    segment.tone().token(),
                    x,
                    drawn,
                    escape(segment.words())));
            x += width;
        }
        return svg.append("</svg>").toString();
    }

    /**
     * Returns the numbers of the segments with their colors. {@code links} returns the link of a segment that is not empty, or an empty
     * text for none.
     */
    public UnorderedList legend(Function<Segment, String> links) {
        UnorderedList legend = Styled.as("hf-legend", new UnorderedList());
        for (Segment segment : segments) {
            String link = segment.count() == 0 ? "" : links.apply(segment);
            ListItem item = new ListItem();
            item.getElement().setAttribute("data-tone", segment.tone().token());
            HtmlContainer words = link.isEmpty() ? item : new Anchor(link);
            words.add(
                    Styled.as("hf-number", new Span(Amount.of(segment.count()))),
                    new Text(" "),
                    new Span(segment.name()));
            if (!link.isEmpty()) {
                item.add(words);
            }
            legend.add(item);
        }
        return legend;
    }

    public Svg draw() {
        Svg svg = new Svg(markup());
        svg.addClassName("hf-bar-box");
        return svg;
    }

    /** Returns the width of a segment that is not empty, of {@value #WIDTH} in total. */
    double width(Segment segment) {
        List<Segment> present = present();
        double total = present.stream().mapToLong(Segment::count).sum();
        return LEAST + (WIDTH - LEAST * present.size()) * segment.count() / total;
    }

    private List<Segment> present() {
        return segments.stream().filter(segment -> segment.count() > 0).toList();
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("'", "&#39;");
    }
}
