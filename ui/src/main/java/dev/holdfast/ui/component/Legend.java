package dev.holdfast.ui.component;

import com.vaadin.flow.component.Text;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import java.util.function.Function;

/** The numbers behind a {@link StackedBar}, each with its colour and, where there is more to see, a link. */
public final class Legend extends UnorderedList {
    public Legend(StackedBar bar) {
        this(bar, part -> "");
    }

    /** Makes a legend whose entries lead to {@code links}; an empty link is none. */
    public Legend(StackedBar bar, Function<StackedBar.Part, String> links) {
        addClassName("hf-legend");
        for (StackedBar.Part part : bar.parts()) {
            Span count = new Span(Amount.of(part.count()));
            count.addClassName("hf-number");
            ListItem item = new ListItem();
            item.getElement().setAttribute("data-tone", part.tone().token());
            String link = part.count() == 0 ? "" : links.apply(part);
            if (link.isEmpty()) {
                item.add(count, new Text(" "), new Span(part.name()));
            } else {
                Anchor anchor = new Anchor(link);
                anchor.add(count, new Text(" "), new Span(part.name()));
                item.add(anchor);
            }
            add(item);
        }
    }
}
