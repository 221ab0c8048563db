package dev.holdfast.ui.reference;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.holdfast.contract.operator.reference.ReferenceValueView;
import dev.holdfast.ui.component.CopyButton;
import dev.holdfast.ui.component.DigestText;
import dev.holdfast.ui.component.RowName;
import dev.holdfast.ui.component.TimeText;
import dev.holdfast.ui.shell.Links;

/** Reference values, a row each: by type and name, the newest of a component first. */
final class ReferenceGrid extends Grid<ReferenceValueView> {
    private static final int PAGE = 50;

    private final String catalog;
    private final transient ReferenceQuery query;

    ReferenceGrid(String catalog, ReferenceQuery query) {
        this.catalog = catalog;
        this.query = query;
        setPageSize(PAGE);
        addThemeVariants(GridVariant.NO_BORDER, GridVariant.NO_ROW_BORDERS);
        addClassName("hf-grid");
        getElement().setAttribute("aria-label", "Reference values");
        RowName.of(addComponentColumn(this::name))
                .setHeader("Image")
                .setWidth("15rem")
                .setFlexGrow(2);
        addComponentColumn(ReferenceWords::badge)
                .setHeader("Standing")
                .setAutoWidth(true)
                .setFlexGrow(0);
        addColumn(ReferenceValueView::securityVersion)
                .setHeader("Security version")
                .setAutoWidth(true)
                .setFlexGrow(0);
        addComponentColumn(ReferenceGrid::digest).setHeader("Digest").setWidth("14rem");
        addComponentColumn(ReferenceGrid::origin).setHeader("Origin").setWidth("14rem");
        addComponentColumn(ReferenceGrid::added).setHeader("Added").setWidth("11rem");
        getColumns().forEach(column -> column.setResizable(true));
    }

    private Component name(ReferenceValueView value) {
        Anchor link = new Anchor(
                Links.referenceValues(
                        catalog, query.withValue(ReferenceQuery.key(value)).toParameters()),
                value.name());
        Span type = new Span(value.type());
        type.addClassName("hf-muted");
        Div both = new Div(link, type);
        both.addClassName("hf-two-lines");
        return both;
    }

    private static Component digest(ReferenceValueView value) {
        Div both = new Div(
                DigestText.brief(value.digest()), new CopyButton(value.digest().hex(), "digest of " + value.name()));
        both.addClassName("hf-device-cell");
        return both;
    }

    private static Component origin(ReferenceValueView value) {
        Div both = new Div(new Span(ReferenceWords.origin(value.origin())));
        both.addClassName("hf-two-lines");
        String releases = ReferenceWords.releases(value);
        if (!releases.isEmpty()) {
            Span line = new Span(releases);
            line.addClassName("hf-muted");
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
