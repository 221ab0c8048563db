package dev.holdfast.ui.member;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.Route;
import dev.holdfast.contract.operator.identity.Act;
import dev.holdfast.ui.client.ExportClient;
import dev.holdfast.ui.client.SignedIn;
import dev.holdfast.ui.component.EmptyState;
import dev.holdfast.ui.component.Icon;
import dev.holdfast.ui.component.Panel;
import dev.holdfast.ui.product.ProductClient;
import dev.holdfast.ui.shell.Links;
import dev.holdfast.ui.shell.ListFilter;
import dev.holdfast.ui.shell.ScopedPage;
import dev.holdfast.ui.shell.Visit;
import jakarta.inject.Inject;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** Who was given which role in a catalog or in the installation. */
@Route("c/:catalog/:scope?(installation)/members")
public class MembersView extends ScopedPage {
    private static final String LIST = "members";
    private static final String COLUMNS = "name,kind,grantee,role,product,group,assignedBy,assignedAt,usedAt";

    private final transient SignedIn signedIn;
    private final transient AccessClient access;
    private final transient ProductClient products;
    private final GivenRoles given;
    private final Div also = new Div();

    /** Makes the page. */
    @Inject
    public MembersView(
            SignedIn signedIn,
            @RestClient AccessClient access,
            @RestClient ProductClient products,
            @RestClient ExportClient exports) {
        super(signedIn, "Members");
        this.signedIn = signedIn;
        this.access = access;
        this.products = products;
        ListFilter filter = new ListFilter(GivenRoles.box(text -> goFiltered(link(), text)), exports, LIST, COLUMNS);
        given = new GivenRoles(filter);
        content(filter.export(), given, also, RoleWords.panel());
    }

    private String link() {
        return isOfInstallation() ? Links.installationMembers(catalog()) : Links.members(catalog());
    }

    @Override
    protected String fill(Visit visit) {
        boolean installation = isOfInstallation();
        Memberships memberships =
                installation ? Memberships.ofInstallation(access) : Memberships.ofCatalog(access, visit.catalog());
        boolean owner = installation || visit.may(Act.MANAGE_MEMBERS);
        Runnable again = () -> show(visit);
        if (owner) {
            offer(
                    "Give a role",
                    () -> new GiveRoleDialog(
                                    memberships,
                                    signedIn.me().findsPeople(),
                                    installation ? null : new PlaceFields(products, visit.catalog()),
                                    again)
                            .open());
        }
        also.removeAll();
        Paragraph words = new Paragraph(installation ? ofInstallation() : ofCatalog(visit.catalog()));
        words.addClassName("hf-muted");
        also.add(new Panel("Also members", words));
        return given.show(
                visit,
                memberships,
                new MemberTable(memberships, owner, again),
                installation
                        ? new EmptyState(
                                Icon.PERSON,
                                "Nobody was given a role in the installation",
                                "Such a role counts in every catalog. Make a second person an owner, who can help when the first is away.")
                        : nobody(owner),
                link());
    }

    @Override
    protected EmptyState ownersOnly() {
        return new EmptyState(
                Icon.PERSON,
                "These roles are given by owners of the installation",
                "They count in every catalog. Ask one of the owners.");
    }

    private static EmptyState nobody(boolean owner) {
        return new EmptyState(
                Icon.PERSON,
                "Nobody was given a role here",
                owner
                        ? "Give the people of this catalog the least role that lets them do their work. Make a second person an owner."
                        : "An owner of this catalog gives roles.");
    }

    private static String ofInstallation() {
        return "Whom the identity provider has in the group of the installation's owners, as a rule"
                + " /installation/owner, owns it; the groups publisher, contributor, security-analyst, approver and reader"
                + " beside it carry the other roles. Who is in them is managed there and cannot be listed here.";
    }

    private static String ofCatalog(String catalog) {
        return "Owners of the installation own this catalog, too. So do those whom the identity provider"
                + " has in the group /catalogs/" + catalog
                + "/owner; the groups publisher, contributor, security-analyst, approver"
                + " and reader beside it carry the other roles. Who is in them is managed there and cannot be listed here.";
    }
}
