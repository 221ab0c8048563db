package dev.holdfast.ui.shell;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.sidenav.SideNav;
import com.vaadin.flow.component.sidenav.SideNavItem;
import dev.holdfast.ui.component.HiddenText;
import dev.holdfast.ui.component.Icon;

/** Where one can go from here. */
final class Places extends Div {
    private static final int MOST_COUNTED = 99;

    private final Span waiting = new Span();

    private Places() {
        waiting.addClassName("hf-count");
    }

    /** Says how many acts wait for a second person; nothing when none does. */
    void waiting(int count) {
        waiting.setVisible(count > 0);
        waiting.removeAll();
        waiting.add(count > MOST_COUNTED ? MOST_COUNTED + "+" : Integer.toString(count));
        waiting.add(HiddenText.of(" waiting"));
    }

    /** Leads to the catalogs. */
    static Places outside() {
        Places places = new Places();
        places.add(nav(item("Catalogs", Links.CATALOGS, Icon.PRODUCT, false)));
        return places;
    }

    /** Leads whoever has a role in a part of a catalog alone to what there is for them. */
    static Places inParts(String catalog) {
        Places places = new Places();
        places.add(nav(devices(catalog), products(catalog), places.approvals(catalog)));
        places.waiting(0);
        return places;
    }

    /** Leads to the pages of a catalog, and for an owner of the installation to those of the installation. */
    static Places inside(String catalog, boolean installationOwner) {
        Places places = new Places();
        SideNav fleet = new SideNav();
        fleet.addItem(
                item("Overview", Links.overview(catalog), Icon.OVERVIEW, false), devices(catalog), products(catalog));
        SideNav updates = new SideNav("Updates");
        updates.addItem(
                item("Deployments", Links.deployments(catalog), Icon.DEPLOYMENT, true),
                item("Images", Links.images(catalog), Icon.IMAGE, true),
                item("OS feeds", Links.osFeeds(catalog), Icon.INSTALLED, true));
        SideNav trust = new SideNav("Trust");
        trust.addItem(
                item("Reference values", Links.referenceValues(catalog), Icon.REFERENCE, true),
                item("Policies", Links.policies(catalog), Icon.POLICY, true),
                item("Certificates", Links.certificates(catalog), Icon.CERTIFICATE, true),
                item("Suspicions", Links.suspicions(catalog), Icon.SUSPICION, true),
                places.approvals(catalog));
        SideNav records = new SideNav("Records");
        records.addItem(
                item("Audit log", Links.audit(catalog), Icon.AUDIT, true),
                item("Settings", Links.settings(catalog), Icon.SETTINGS, true));
        SideNav people = new SideNav("People");
        people.addItem(
                item("Members", Links.members(catalog), Icon.PERSON, true),
                item("Tokens", Links.tokens(catalog), Icon.KEY, true));
        places.add(fleet, updates, trust, people, records);
        if (installationOwner) {
            SideNav installation = new SideNav("Installation");
            installation.addItem(
                    item("Gateways", Links.gateways(catalog), Icon.GATEWAY, true),
                    item("Installation members", Links.installationMembers(catalog), Icon.PERSON, true),
                    item("Installation tokens", Links.installationTokens(catalog), Icon.KEY, true));
            places.add(installation);
        }
        places.waiting(0);
        return places;
    }

    private static SideNav nav(SideNavItem... items) {
        SideNav nav = new SideNav();
        nav.addItem(items);
        return nav;
    }

    private static SideNavItem devices(String catalog) {
        return item("Devices", Links.devices(catalog), Icon.DEVICE, true);
    }

    private static SideNavItem products(String catalog) {
        return item("Products & groups", Links.products(catalog), Icon.PRODUCT, true);
    }

    private SideNavItem approvals(String catalog) {
        SideNavItem item = item("Approvals", Links.approvals(catalog), Icon.APPROVAL, true);
        item.setSuffixComponent(waiting);
        return item;
    }

    private static SideNavItem item(String name, String path, Icon icon, boolean nested) {
        SideNavItem item = new SideNavItem(name, path, icon.draw());
        item.setMatchNested(nested);
        return item;
    }
}
