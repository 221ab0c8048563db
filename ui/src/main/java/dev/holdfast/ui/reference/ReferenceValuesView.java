package dev.holdfast.ui.reference;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Nav;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.router.Route;
import dev.holdfast.contract.operator.identity.Role;
import dev.holdfast.contract.operator.reference.ReferenceOrigin;
import dev.holdfast.contract.operator.reference.ReferencePage;
import dev.holdfast.contract.operator.reference.ReferenceStanding;
import dev.holdfast.ui.client.SignedIn;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.EmptyState;
import dev.holdfast.ui.component.Icon;
import dev.holdfast.ui.component.PageHeader;
import dev.holdfast.ui.shell.CatalogPage;
import dev.holdfast.ui.shell.Go;
import dev.holdfast.ui.shell.Links;
import dev.holdfast.ui.shell.Visit;
import jakarta.inject.Inject;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jspecify.annotations.Nullable;

/**
 * What good software measures as. Filters and the value whose details are open are in the address; {@code ?import} opens
 * the import.
 */
@Route("c/:catalog/reference-values")
public class ReferenceValuesView extends CatalogPage {
    private static final int MOST = 500;

    private final transient ReferenceClient client;
    private final PageHeader header = new PageHeader("Reference values");
    private final Button importing = new Button("Import list");
    private final Nav chips = new Nav();
    private final Nav origins = new Nav();
    private final TextField text = new TextField();
    private final Div list = new Div();
    private ReferenceQuery query = ReferenceQuery.ALL;
    private @Nullable Dialog open;

    /** Makes the page. */
    @Inject
    public ReferenceValuesView(SignedIn signedIn, @RestClient ReferenceClient client) {
        super(signedIn);
        this.client = client;
        addClassName("hf-page-list");
        importing.addThemeVariants(ButtonVariant.PRIMARY);
        importing.addClickListener(clicked -> Go.to(this, Links.referenceValues(catalog()) + "?import"));
        header.offer(importing);
        chips.addClassName("hf-chips");
        chips.getElement().setAttribute("aria-label", "Standing");
        origins.addClassName("hf-chips");
        origins.getElement().setAttribute("aria-label", "Origin");
        text.setPlaceholder("Name, type, component or digest");
        text.setAriaLabel("Search reference values");
        text.setPrefixComponent(Icon.SEARCH.draw());
        text.setClearButtonVisible(true);
        text.setValueChangeMode(ValueChangeMode.LAZY);
        text.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                go(query.withText(change.getValue()));
            }
        });
        Div filters = new Div(text);
        filters.addClassName("hf-filters");
        list.addClassName("hf-fill");
        add(header, chips, origins, filters, list);
    }

    @Override
    protected void show(Visit visit) {
        query = ReferenceQuery.parse(visit.query());
        text.setValue(query.text());
        importing.setVisible(visit.may(Role.OWNER));
        ReferencePage first = page(visit, 0, 1);
        long all =
                first.standings().values().stream().mapToLong(Long::longValue).sum();
        header.say(Amount.of(all, "reference value"));
        chips(visit, first, all);
        origins(visit);
        ReferenceGrid grid = new ReferenceGrid(visit.catalog(), query);
        grid.setEmptyStateComponent(
                all == 0 && query.text().isEmpty() && query.origin() == null ? nothing(visit) : noMatch(visit));
        grid.setItems(fetch -> page(visit, fetch.getOffset(), fetch.getLimit()).values().stream(), counted ->
                (int) first.total());
        list.removeAll();
        list.add(grid);
        dialog(visit);
    }

    private ReferencePage page(Visit visit, int offset, int limit) {
        return client.page(
                visit.catalog(),
                query.text().isEmpty() ? null : query.text(),
                query.origin(),
                query.standing(),
                offset,
                Math.min(limit, MOST));
    }

    @Override
    protected String title() {
        return "Reference values";
    }

    private void dialog(Visit visit) {
        Dialog before = open;
        open = null;
        if (before != null) {
            before.close();
        }
        if (visit.query().getParameters().containsKey("import") && visit.may(Role.OWNER)) {
            show(new ImportDialog(client, visit.catalog(), () -> show(visit)));
        }
        if (query.image().isEmpty()) {
            return;
        }
        client.page(visit.catalog(), query.image(), null, null, 0, MOST).values().stream()
                .filter(value -> ReferenceQuery.key(value).equals(query.value()))
                .findFirst()
                .ifPresent(value -> show(new ReferenceDialog(client, visit, value, () -> show(visit))));
    }

    private void show(Dialog dialog) {
        open = dialog;
        dialog.addOpenedChangeListener(change -> {
            if (!change.isOpened() && dialog.equals(open)) {
                go(query.withValue(""));
            }
        });
        dialog.open();
    }

    private void chips(Visit visit, ReferencePage page, long all) {
        chips.removeAll();
        chip(visit, null, all);
        for (ReferenceStanding standing : ReferenceQuery.STANDINGS) {
            chip(visit, standing, page.standings().getOrDefault(standing, 0L));
        }
    }

    private void origins(Visit visit) {
        origins.removeAll();
        origin(visit, null, "From anywhere");
        ReferenceQuery.ORIGINS.forEach(origin -> origin(visit, origin, ReferenceWords.origin(origin)));
    }

    private void origin(Visit visit, @Nullable ReferenceOrigin origin, String word) {
        Anchor chip = new Anchor(
                Links.referenceValues(visit.catalog(), query.withOrigin(origin).toParameters()));
        chip.add(new Span(word));
        if (query.origin() == origin) {
            chip.getElement().setAttribute("aria-current", "true");
        }
        origins.add(chip);
    }

    private void chip(Visit visit, @Nullable ReferenceStanding standing, long count) {
        Anchor chip = new Anchor(Links.referenceValues(
                visit.catalog(), query.withStanding(standing).toParameters()));
        Span number = new Span(Amount.of(count));
        number.addClassName("hf-number");
        chip.add(new Span(standing == null ? "All" : ReferenceWords.word(standing)), number);
        if (query.standing() == standing) {
            chip.getElement().setAttribute("aria-current", "true");
        }
        chips.add(chip);
    }

    private static EmptyState nothing(Visit visit) {
        return new EmptyState(
                Icon.REFERENCE,
                "No reference values yet",
                "What an uploaded image measures as appears here by itself, and so does what the OS feeds have for the parts of"
                        + " the catalog's devices; values of images that the catalog does not have can be imported by its owner.",
                new Anchor(Links.images(visit.catalog()), "Show the images"));
    }

    private static EmptyState noMatch(Visit visit) {
        return new EmptyState(
                Icon.SEARCH,
                "No reference value matches",
                "The catalog has reference values, but none fits this search.",
                new Anchor(Links.referenceValues(visit.catalog()), "Show all reference values"));
    }

    private void go(ReferenceQuery next) {
        getUI().ifPresent(ui -> ui.navigate(Links.referenceValues(catalog()), next.toParameters()));
    }
}
