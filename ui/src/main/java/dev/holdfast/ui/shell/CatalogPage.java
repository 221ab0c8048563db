package dev.holdfast.ui.shell;

import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.RouteParameters;
import dev.holdfast.contract.operator.identity.Role;
import dev.holdfast.ui.client.SignedIn;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A page inside a catalog. Its address says everything: {@link #show} is called on every arrival, also when only the
 * query has changed, and must leave the page as the address says. Failures of the operator API are left to fall
 * through; {@link FailureView} shows them when the page is opened and {@link ErrorNotices} when a button is pressed.
 */
public abstract class CatalogPage extends Main implements BeforeEnterObserver, HasDynamicTitle {
    private final transient SignedIn signedIn;
    private final transient List<Parent> parents = new ArrayList<>();
    private String title;
    private String catalog = "";
    private boolean forParts;

    private record Parent(String title, UnaryOperator<String> link) {}

    /** Makes the page; {@code title} names it until {@link #name} does. */
    protected CatalogPage(SignedIn signedIn, String title) {
        this.signedIn = signedIn;
        this.title = title;
        addClassName("hf-page");
    }

    /** Shows what the address says. */
    protected abstract void show(Visit visit);

    /**
     * Lets a role in a part of the catalog alone lead here; else there is no such page without one in the whole. Such a page leaves out what the
     * operator API shows and does by roles in the whole only.
     */
    protected final void openToParts() {
        forParts = true;
    }

    /** Puts this page below another one, and below those that were named before. */
    protected final void under(String parent, UnaryOperator<String> link) {
        parents.add(new Parent(parent, link));
    }

    /** Returns a visit at what is in a product, and in one of its groups unless that is null. */
    protected final Visit in(Visit visit, String product, @Nullable String group) {
        return visit.where(signedIn.rolesInPart(visit.catalog(), product, group));
    }

    /** Returns a visit at all that is in some part where the visitor has a role: for what is done wherever they may do it. */
    protected final Visit anywhere(Visit visit) {
        return visit.where(signedIn.rolesInPartsOf(visit.catalog()));
    }

    /** Names what is shown now, for the browser's tab and the breadcrumb. */
    protected String title() {
        return title;
    }

    protected final void name(String newTitle) {
        title = newTitle;
    }

    @Override
    public final void beforeEnter(BeforeEnterEvent event) {
        catalog = event.getRouteParameters().get("catalog").orElseThrow(NotFoundException::new);
        // First, since it is quick: while the API is ill, a page says so soon, whatever it would ask next.
        signedIn.refresh();
        List<Role> roles = signedIn.rolesIn(catalog);
        boolean inParts = forParts && !signedIn.rolesInPartsOf(catalog).isEmpty();
        if (roles.isEmpty() && !inParts) {
            throw new NotFoundException();
        }
        show(new Visit(
                catalog,
                roles,
                decoded(event.getRouteParameters()),
                event.getLocation().getQueryParameters()));
    }

    /** Decodes the path's parameters, which the router leaves percent-encoded: names of groups have blanks. */
    static RouteParameters decoded(RouteParameters path) {
        try {
            return new RouteParameters(path.getParameterNames().stream()
                    .collect(Collectors.toMap(
                            name -> name,
                            name -> URLDecoder.decode(
                                    path.get(name).orElseThrow().replace("+", "%2B"), StandardCharsets.UTF_8))));
        } catch (IllegalArgumentException notPercentEncoded) {
            throw new NotFoundException();
        }
    }

    /** Shows the page again after a change; the browser's title and the breadcrumb follow. */
    protected final void again(Visit visit) {
        show(visit);
        getUI().ifPresent(ui -> ui.getPage().setTitle(getPageTitle()));
        ConsoleLayout layout = findAncestor(ConsoleLayout.class);
        if (layout != null) {
            layout.follow(this);
        }
    }

    @Override
    public final String getPageTitle() {
        return title() + " · " + signedIn.displayName(catalog) + " · Holdfast";
    }

    protected List<Crumb> crumbs() {
        return Stream.concat(
                        parents.stream()
                                .map(parent ->
                                        new Crumb(parent.title(), parent.link().apply(catalog))),
                        Stream.of(Crumb.here(title())))
                .toList();
    }

    protected final SignedIn signedIn() {
        return signedIn;
    }

    protected final String catalog() {
        return catalog;
    }

    protected final String catalogDisplayName() {
        return signedIn.displayName(catalog);
    }
}
