package dev.holdfast.ui.shell;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.sidenav.SideNav;
import com.vaadin.flow.component.sidenav.SideNavItem;
import dev.holdfast.ui.component.Icon;
import dev.holdfast.ui.component.Styled;
import org.jspecify.annotations.Nullable;

/** Where one can go from here. */
final class Navigation extends Div {
    private static final int MOST_COUNTED = 99;

    private final Span waiting = new Span();

    private Navigation() {
        waiting.addClassName("hf-count");
        waiting(0);
    }

    /** Says how many acts wait for a second person; nothing when none does. */
    void waiting(int count) {
        waiting.setVisible(count > 0);
        waiting.removeAll();
        waiting.add(count > MOST_COUNTED ? MOST_COUNTED + "+" : Integer.toString(count));
        waiting.add(Styled.hidden(" waiting"));
    }

    static Navigation outside() {
        Navigation navigation = new Navigation();
        navigation.section(null, item("Catalogs", Links.CATALOGS, Icon.PRODUCT));
        return navigation;
    }

    /** Leads whoever has a role in a part of a catalog alone to what there is for them. */
    static Navigation inParts(String catalog) {
        Navigation navigation = new Navigation();
        navigation.section(null, devices(catalog), products(catalog), navigation.approvals(catalog));
        return navigation;
    }

    static Navigation inside(String catalog, boolean installationOwner) {
        Navigation navigation = new Navigation();
        SideNavItem overview = item("Overview", Links.overview(catalog), Icon.OVERVIEW);
        // All pages of the catalog are below it.
        overview.setMatchNested(false);
        navigation.section(null, overview, devices(catalog), products(catalog));
        navigation.section(
                "Updates",
                item("Deployments", Links.deployments(catalog), Icon.DEPLOYMENT),
                item("Images", Links.images(catalog), Icon.IMAGE),
                item("OS feeds", Links.osFeeds(catalog), Icon.INSTALLED));
        navigation.section(
                "Trust",
                item("Reference values", Links.referenceValues(catalog), Icon.REFERENCE),
                item("Policies", Links.policies(catalog), Icon.POLICY),
                item("Certificates", Links.certificates(catalog), Icon.CERTIFICATE),
                item("Anomalies", Links.anomalies(catalog), Icon.ANOMALY),
                navigation.approvals(catalog));
        navigation.section(
                "People",
                item("Members", Links.members(catalog), Icon.PERSON),
                item("Tokens", Links.tokens(catalog), Icon.KEY));
        navigation.section(
                "Records",
                item("Audit log", Links.audit(catalog), Icon.AUDIT),
                item("Settings", Links.settings(catalog), Icon.SETTINGS));
        if (installationOwner) {
            navigation.section(
                    "Installation",
                    item("Gateways", Links.gateways(catalog), Icon.GATEWAY),
                    item("Installation members", Links.installationMembers(catalog), Icon.PERSON),
                    item("Installation tokens", Links.installationTokens(catalog), Icon.KEY));
        }
        return navigation;
    }

    private void section(@Nullable String name, SideNavItem... items) {
        SideNav nav = name == null ? new SideNav() : new SideNav(name);
        nav.addItem(items);
        add(nav);
    }

    private static SideNavItem devices(String catalog) {
        return item("Devices", Links.devices(catalog), Icon.DEVICE);
    }

    private static SideNavItem products(String catalog) {
        return item("Products & groups", Links.products(catalog), Icon.PRODUCT);
    }

    private SideNavItem approvals(String catalog) {
        SideNavItem item = item("Approvals", Links.approvals(catalog), Icon.APPROVAL);
        item.setSuffixComponent(waiting);
        return item;
    }

    private static SideNavItem item(String name, String path, Icon icon) {
        SideNavItem item = new SideNavItem(name, path, icon.draw());
        item.setMatchNested(true);
        return item;
    }
}
