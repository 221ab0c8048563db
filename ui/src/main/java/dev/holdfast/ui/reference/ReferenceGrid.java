package dev.holdfast.ui.reference;

import static dev.holdfast.ui.text.Texts.text;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.holdfast.contract.operator.reference.ReferenceValueView;
import dev.holdfast.ui.component.CopyButton;
import dev.holdfast.ui.component.DigestText;
import dev.holdfast.ui.component.Styled;
import dev.holdfast.ui.component.TimeText;
import dev.holdfast.ui.shell.GridRows;
import java.util.function.Function;

/** Reference values, a row each: by type and name, the newest of a component first. */
final class ReferenceGrid extends Grid<ReferenceValueView> {
    private static final int PAGE = 50;

    private final transient Function<ReferenceValueView, String> link;

    ReferenceGrid(Function<ReferenceValueView, String> link) {
        this.link = link;
        setPageSize(PAGE);
        GridRows.wide(GridRows.naming(addComponentColumn(this::name)), "Image", "15rem", 2);
        GridRows.narrow(addComponentColumn(ReferenceWords::badge), "State");
        GridRows.narrow(addColumn(ReferenceValueView::securityVersion), "Security version");
        GridRows.wide(addComponentColumn(ReferenceGrid::digest), "Digest", "14rem", 1);
        GridRows.wide(addComponentColumn(ReferenceGrid::origin), "Origin", "14rem", 1);
        GridRows.wide(addComponentColumn(ReferenceGrid::added), "Added", "11rem", 1);
    }

    private Component name(ReferenceValueView value) {
        return Styled.twoLines(new Anchor(link.apply(value), value.name()), value.type());
    }

    private static Component digest(ReferenceValueView value) {
        return Styled.div(
                "hf-device-cell",
                DigestText.brief(value.digest()),
                new CopyButton(value.digest().hex(), text("copy.digest-of", value.name())));
    }

    private static Component origin(ReferenceValueView value) {
        Div both = Styled.div("hf-two-lines", new Span(ReferenceWords.origin(value.origin())));
        String releases = ReferenceWords.releases(value);
        if (!releases.isEmpty()) {
            Span line = Styled.muted(releases);
            line.setTitle(releases);
            both.add(line);
        }
        return both;
    }

    private static Component added(ReferenceValueView value) {
        Div both = new Div(TimeText.relative(value.addedAt()));
        if (!value.addedBy().isEmpty()) {
            both.add(new Span(" by " + value.addedBy()));
        }
        return both;
    }
}
