package dev.holdfast.ui.shell;

import static dev.holdfast.ui.text.Texts.text;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.sidenav.SideNav;
import com.vaadin.flow.component.sidenav.SideNavItem;
import dev.holdfast.ui.component.Icon;
import dev.holdfast.ui.component.Styled;
import org.jspecify.annotations.Nullable;

/** The navigation of a catalog. */
final class Navigation extends Div {
    private static final int MAX_COUNTED = 99;

    private final Span pending = Styled.as("hf-count", new Span());
    private final Span active = Styled.as("hf-count", new Span());

    private Navigation() {
        pending(0);
        active(0);
    }

    /** Shows the number of pending approvals; nothing for 0. */
    void pending(int count) {
        count(pending, count, text("navigation.pending"));
    }

    /** Shows the number of active alerts; nothing for 0. */
    void active(long count) {
        count(active, count, text("navigation.active"));
    }

    private static void count(Span shown, long count, String what) {
        shown.setVisible(count > 0);
        shown.removeAll();
        shown.add(counted(count));
        shown.add(Styled.hidden(" " + what));
    }

    /** Returns a number as the frame shows it, at most {@code 99+}. */
    static String counted(long count) {
        return count > MAX_COUNTED ? MAX_COUNTED + "+" : Long.toString(count);
    }

    /** Returns the navigation for pages outside of catalogs. */
    static Navigation outside() {
        Navigation navigation = new Navigation();
        navigation.section(null, item(text("navigation.catalogs"), Links.CATALOGS, Icon.PRODUCT));
        return navigation;
    }

    /** Returns the navigation for roles in products and device groups. */
    static Navigation forScopedRoles(String catalog) {
        Navigation navigation = new Navigation();
        navigation.section(null, devices(catalog), products(catalog), navigation.approvals(catalog));
        return navigation;
    }

    static Navigation inside(String catalog, boolean installationOwner) {
        Navigation navigation = new Navigation();
        SideNavItem overview = item(text("navigation.overview"), Links.overview(catalog), Icon.OVERVIEW);
        // The addresses of all pages of the catalog begin with its address.
        overview.setMatchNested(false);
        SideNavItem alerts = item(text("alerts.title"), Links.alerts(catalog), Icon.BELL);
        alerts.setSuffixComponent(navigation.active);
        navigation.section(null, overview, alerts, devices(catalog), products(catalog));
        navigation.section(
                text("navigation.updates"),
                item(text("rollouts.title"), Links.rollouts(catalog), Icon.ROLLOUT),
                item(text("deployments.title"), Links.deployments(catalog), Icon.DEPLOYMENT),
                item(text("images.title"), Links.images(catalog), Icon.IMAGE),
                item(text("navigation.os-feeds"), Links.osFeeds(catalog), Icon.INSTALLED));
        navigation.section(
                text("navigation.trust"),
                item(text("reference-values.title"), Links.referenceValues(catalog), Icon.REFERENCE),
                item(text("navigation.policies"), Links.policies(catalog), Icon.POLICY),
                item(text("navigation.certificates"), Links.certificates(catalog), Icon.CERTIFICATE),
                item(text("anomalies.title"), Links.anomalies(catalog), Icon.ANOMALY),
                navigation.approvals(catalog));
        navigation.section(
                text("navigation.people"),
                item(text("members.title"), Links.members(catalog), Icon.PERSON),
                item(text("tokens.title"), Links.tokens(catalog), Icon.KEY));
        navigation.section(
                text("navigation.records"),
                item(text("audit.title"), Links.audit(catalog), Icon.AUDIT),
                item(text("navigation.settings"), Links.settings(catalog), Icon.SETTINGS));
        if (installationOwner) {
            navigation.section(
                    text("navigation.installation"),
                    item(text("navigation.gateways"), Links.gateways(catalog), Icon.GATEWAY),
                    item(text("navigation.installation-members"), Links.installationMembers(catalog), Icon.PERSON),
                    item(text("navigation.installation-tokens"), Links.installationTokens(catalog), Icon.KEY));
        }
        return navigation;
    }

    private void section(@Nullable String name, SideNavItem... items) {
        SideNav nav = name == null ? new SideNav() : new SideNav(name);
        nav.addItem(items);
        add(nav);
    }

    private static SideNavItem devices(String catalog) {
        return item(text("devices.title"), Links.devices(catalog), Icon.DEVICE);
    }

    private static SideNavItem products(String catalog) {
        return item(text("navigation.products"), Links.products(catalog), Icon.PRODUCT);
    }

    private SideNavItem approvals(String catalog) {
        SideNavItem item = item(text("approvals.title"), Links.approvals(catalog), Icon.APPROVAL);
        item.setSuffixComponent(pending);
        return item;
    }

    private static SideNavItem item(String name, String path, Icon icon) {
        SideNavItem item = new SideNavItem(name, path, icon.draw());
        item.setMatchNested(true);
        return item;
    }
}
