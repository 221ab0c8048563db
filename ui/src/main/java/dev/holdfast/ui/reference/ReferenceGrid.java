package dev.holdfast.ui.reference;

import static dev.holdfast.ui.text.Texts.text;
import static dev.holdfast.ui.text.Texts.word;

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

/** Reference values in the order of the operator API; {@code link} returns the address of a value's details. */
final class ReferenceGrid extends Grid<ReferenceValueView> {
    private static final int PAGE = 50;

    private final transient Function<ReferenceValueView, String> link;

    ReferenceGrid(Function<ReferenceValueView, String> link) {
        this.link = link;
        setPageSize(PAGE);
        GridRows.wide(GridRows.naming(addComponentColumn(this::name)), text("reference-values.image"), "13rem", 2);
        GridRows.narrow(addComponentColumn(ReferenceWords::badge), text("reference-values.state"));
        GridRows.narrow(addColumn(ReferenceValueView::securityVersion), text("reference-values.security-version"));
        GridRows.wide(addComponentColumn(ReferenceGrid::digest), text("reference-values.digest"), "14rem", 1);
        GridRows.wide(addComponentColumn(ReferenceGrid::origin), text("reference-values.origin"), "14rem", 1);
        GridRows.wide(addComponentColumn(ReferenceGrid::added), text("reference-values.added"), "9rem", 1);
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
        Div both = Styled.div("hf-two-lines", new Span(word(value.origin())));
        String releases = ReferenceWords.releases(value);
        if (!releases.isEmpty()) {
            Span line = Styled.muted(releases);
            line.setTitle(releases);
            both.add(line);
        }
        return both;
    }

    private static Component added(ReferenceValueView value) {
        Div both = Styled.div("hf-two-lines", TimeText.relative(value.addedAt()));
        if (!value.addedBy().isEmpty()) {
            both.add(Styled.muted(text("reference-values.by", value.addedBy())));
        }
        return both;
    }
}
