package dev.holdfast.ui.shell;

import static dev.holdfast.ui.text.Texts.text;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.applayout.AppLayout;
import com.vaadin.flow.component.applayout.DrawerToggle;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Header;
import com.vaadin.flow.component.html.Image;
import com.vaadin.flow.component.html.Nav;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.AfterNavigationEvent;
import com.vaadin.flow.router.AfterNavigationObserver;
import com.vaadin.flow.router.Layout;
import com.vaadin.flow.router.Location;
import com.vaadin.flow.shared.Registration;
import dev.holdfast.contract.operator.identity.Me;
import dev.holdfast.ui.client.SessionClient;
import dev.holdfast.ui.client.SignedIn;
import dev.holdfast.ui.component.Styled;
import dev.holdfast.ui.component.TimeText;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The frame of every page. If the operator API fails, the frame still appears, and the page in it shows the failure. */
@Layout
public class ConsoleLayout extends AppLayout implements AfterNavigationObserver {
    private static final Logger LOG = Logger.getLogger(ConsoleLayout.class);
    /** The maximum number of pending approvals to read. One more than the navigation can show, so that it shows {@code 99+}. */
    private static final int MAX_PENDING = 100;

    private static final Duration COUNTS = Duration.ofSeconds(5);

    private final SignedIn signedIn;
    private final transient SessionClient client;
    private final Div navigation = new Div();
    private final Div catalogs = new Div();
    private final Breadcrumb breadcrumb = new Breadcrumb();
    private final Bell bell = new Bell();
    private final Div user = new Div();
    private CatalogChoice.@Nullable Selector selector;
    private @Nullable Navigation menu;
    /** The person in the user menu; null before the operator API answered. */
    private @Nullable Me greeted;

    private @Nullable String catalog;
    private transient Instant counted = Instant.EPOCH;
    /** The content before this navigation; null at first. */
    private @Nullable Component before;

    public ConsoleLayout(SignedIn signedIn, @RestClient SessionClient client) {
        this.signedIn = signedIn;
        this.client = client;
        setPrimarySection(Section.DRAWER);
        setI18n(new AppLayoutI18n().setDrawer(text("navigation.toggle")));
        navigation.addClassName("hf-navigation");
        catalogs.addClassName("hf-catalogs");
        DrawerToggle toggle = new DrawerToggle();
        toggle.setAriaLabel(text("navigation.toggle"));
        Div space = Styled.div("hf-space");
        Header bar = new Header(skipLink(), toggle, catalogs, breadcrumb, space, bell, new Theme.Switch(), user);
        bar.addClassName("hf-bar-top");
        Nav drawer = new Nav(wordmark(), navigation);
        drawer.getElement().setAttribute("aria-label", text("navigation.label"));
        // In this order, so that the keyboard reaches the skip link first.
        addToNavbar(bar);
        addToDrawer(drawer);
        TimeText.keepUpToDate(this);
        addAttachListener(attached -> {
            Registration polls = attached.getUI().addPollListener(polled -> countAgain());
            addDetachListener(detached -> {
                detached.unregisterListener();
                polls.remove();
            });
        });
    }

    @Override
    public void afterNavigation(AfterNavigationEvent event) {
        if (before != null && !before.equals(getContent())) {
            getElement().executeJs("holdfast.keepFocus()");
        }
        before = getContent();
        who().ifPresent(this::greet);
        if (getContent() instanceof CatalogPage page) {
            enter(page.catalog());
            breadcrumb.show(page.crumbs());
        } else {
            enter(catalogOf(event.getLocation()));
            breadcrumb.show(List.of());
        }
    }

    /** Shows the breadcrumb of a page that changed. */
    void follow(CatalogPage page) {
        breadcrumb.show(page.crumbs());
    }

    /** Returns the catalog of an address, so that a failed page keeps the navigation. */
    private String catalogOf(Location location) {
        List<String> segments = location.getSegments();
        if (greeted == null || segments.size() < 2 || !segments.getFirst().equals("c")) {
            return "";
        }
        return CatalogChoice.of(greeted).stream()
                .filter(choice -> choice.is(segments.get(1)))
                .map(CatalogChoice::catalog)
                .findFirst()
                .orElse("");
    }

    private boolean hasFailed() {
        return getContent() instanceof FailureView;
    }

    private Optional<Me> who() {
        if (hasFailed()) {
            // During an outage, a second call would be as slow as the first.
            return signedIn.known();
        }
        try {
            return Optional.of(signedIn.me());
        } catch (RuntimeException unreachable) {
            LOG.warnf("event=signed_in_unknown reason=%s", unreachable.getMessage());
            return Optional.empty();
        }
    }

    private void greet(Me me) {
        if (me.equals(greeted)) {
            return;
        }
        greeted = me;
        user.removeAll();
        user.add(new UserMenu(me));
        catalogs.removeAll();
        selector = new CatalogChoice.Selector(CatalogChoice.of(me));
        catalogs.add(selector);
    }

    /** Shows the navigation of a catalog; outside of catalogs for an empty name. */
    private void enter(String name) {
        if (selector != null) {
            selector.show(name);
        }
        bell.setVisible(false);
        if (!name.equals(catalog)) {
            catalog = name;
            menu = menuOf(name);
            navigation.removeAll();
            navigation.add(menu);
        }
        if (menu != null && !name.isEmpty() && !hasFailed()) {
            menu.pending(pending(name));
            countAlerts(name);
        }
    }

    /** Counts again with the polls of a page, but not with each: the page of alerts polls every second. */
    private void countAgain() {
        if (catalog != null
                && !catalog.isEmpty()
                && !hasFailed()
                && Instant.now().isAfter(counted.plus(COUNTS))) {
            countAlerts(catalog);
        }
    }

    /** Shows the number of active alerts. Only roles in the whole catalog can see alerts. */
    private void countAlerts(String name) {
        counted = Instant.now();
        if (menu == null || hasOnlyScopedRoles(name)) {
            return;
        }
        try {
            long active = client.alerts(name).open();
            menu.active(active);
            bell.show(name, active);
        } catch (RuntimeException unreachable) {
            LOG.debugf("event=alerts_unknown reason=%s", unreachable.getMessage());
        }
    }

    private Navigation menuOf(String name) {
        if (name.isEmpty()) {
            return Navigation.outside();
        }
        return hasOnlyScopedRoles(name)
                ? Navigation.forScopedRoles(name)
                : Navigation.inside(name, greeted != null && greeted.installationOwner());
    }

    /** Returns whether all roles are in products or device groups. False if the person is unknown: then the page shows a failure. */
    private boolean hasOnlyScopedRoles(String name) {
        return !name.isEmpty() && greeted != null && signedIn.rolesIn(name).isEmpty();
    }

    private int pending(String name) {
        try {
            return client.approvals(name, "is:pending", MAX_PENDING).size();
        } catch (RuntimeException unreachable) {
            LOG.debugf("event=pending_unknown reason=%s", unreachable.getMessage());
            return 0;
        }
    }

    private static Anchor wordmark() {
        Image mark = new Image("icons/holdfast.svg", "");
        Anchor home = new Anchor("", mark, new Span("Holdfast"));
        home.setAriaLabel(text("navigation.home"));
        home.addClassName("hf-wordmark");
        return home;
    }

    private static Anchor skipLink() {
        Anchor skip = new Anchor("", text("navigation.skip"));
        skip.setRouterIgnore(true);
        skip.addClassName("hf-skip");
        skip.addAttachListener(attached -> skip.getElement()
                .executeJs(
                        "this.addEventListener('click', event => { event.preventDefault(); holdfast.focusPage(); })"));
        return skip;
    }
}
