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
 * A page of a catalog. Its address has its whole state: {@link #show} runs on every navigation, also if only the query changed.
 * {@link FailureView} shows failures when the page opens, {@link ErrorNotices} later ones.
 */
public abstract class CatalogPage extends Main implements BeforeEnterObserver, HasDynamicTitle {
    private final transient SignedIn signedIn;
    private final transient List<Parent> parents = new ArrayList<>();
    private String title;
    private String catalog = "";
    private boolean forScopedRoles;

    private record Parent(String title, UnaryOperator<String> link) {}

    /** {@code title} is the page's title until {@link #changeTitle} changes it. */
    protected CatalogPage(SignedIn signedIn, String title) {
        this.signedIn = signedIn;
        this.title = title;
        addClassName("hf-page");
    }

    /** Shows the state of the address. */
    protected abstract void show(Visit visit);

    /**
     * Opens the page to roles in products and device groups. By default a page requires a role in the whole catalog. An open page must
     * leave out everything that the operator API allows only to roles in the whole catalog.
     */
    protected final void openToScopedRoles() {
        forScopedRoles = true;
    }

    /** Adds a parent page to the breadcrumb. */
    protected final void addParent(String parent, UnaryOperator<String> link) {
        parents.add(new Parent(parent, link));
    }

    /** Returns the visit with the roles in a product and, unless {@code group} is null, with those in this group. */
    protected final Visit withRolesIn(Visit visit, String product, @Nullable String group) {
        return visit.where(signedIn.rolesInScope(visit.catalog(), product, group));
    }

    /** Returns the visit with the roles in all products and device groups of the catalog. */
    protected final Visit withScopedRoles(Visit visit) {
        return visit.where(signedIn.rolesInScopesOf(visit.catalog()));
    }

    /** Returns the title for the browser's tab and the breadcrumb. */
    protected String title() {
        return title;
    }

    protected final void changeTitle(String newTitle) {
        title = newTitle;
    }

    @Override
    public final void beforeEnter(BeforeEnterEvent event) {
        catalog = event.getRouteParameters().get("catalog").orElseThrow(NotFoundException::new);
        // The first call, because it is fast: during an outage, the page shows the failure soon.
        signedIn.refresh();
        List<Role> roles = signedIn.rolesIn(catalog);
        boolean hasScopedRoles =
                forScopedRoles && !signedIn.rolesInScopesOf(catalog).isEmpty();
        if (roles.isEmpty() && !hasScopedRoles) {
            throw new NotFoundException();
        }
        show(new Visit(
                catalog,
                roles,
                decoded(event.getRouteParameters()),
                event.getLocation().getQueryParameters()));
    }

    /** Decodes the path's parameters, which the router leaves percent-encoded. Group names can have blanks. */
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

    /** Shows the page again after a change, with its title and breadcrumb. */
    protected final void showAgain(Visit visit) {
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
