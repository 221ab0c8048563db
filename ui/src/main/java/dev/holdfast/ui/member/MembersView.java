package dev.holdfast.ui.member;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.Route;
import dev.holdfast.contract.operator.identity.Act;
import dev.holdfast.ui.client.ExportClient;
import dev.holdfast.ui.client.SignedIn;
import dev.holdfast.ui.component.EmptyState;
import dev.holdfast.ui.component.Icon;
import dev.holdfast.ui.component.PageHeader;
import dev.holdfast.ui.component.Panel;
import dev.holdfast.ui.product.ProductClient;
import dev.holdfast.ui.shell.CatalogPage;
import dev.holdfast.ui.shell.Links;
import dev.holdfast.ui.shell.ListFilter;
import dev.holdfast.ui.shell.Visit;
import jakarta.inject.Inject;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** Who was given which role in the catalog. */
@Route("c/:catalog/members")
public class MembersView extends CatalogPage {
    private static final String LIST = "members";
    private static final String COLUMNS = "name,kind,grantee,role,product,group,assignedBy,assignedAt,usedAt";

    private final transient SignedIn signedIn;
    private final transient MemberClient members;
    private final transient PersonClient people;
    private final transient ProductClient products;
    private final PageHeader header = new PageHeader("Members");
    private final Div acts = new Div();
    private final GivenRoles given;
    private final Div also = new Div();

    /** Makes the page. */
    @Inject
    public MembersView(
            SignedIn signedIn,
            @RestClient MemberClient members,
            @RestClient PersonClient people,
            @RestClient ProductClient products,
            @RestClient ExportClient exports) {
        super(signedIn);
        this.signedIn = signedIn;
        this.members = members;
        this.people = people;
        this.products = products;
        ListFilter filter = new ListFilter(
                GivenRoles.box(text -> goFiltered(Links.members(catalog()), text)), exports, LIST, COLUMNS);
        given = new GivenRoles(filter);
        header.offer(filter.export(), acts);
        add(header, given, also, RoleWords.panel());
    }

    @Override
    protected void show(Visit visit) {
        Memberships memberships = new CatalogMemberships(members, people, visit.catalog());
        boolean owner = visit.may(Act.MANAGE_MEMBERS);
        acts.removeAll();
        if (owner) {
            Button give = new Button(
                    "Give a role",
                    Icon.PLUS.draw(),
                    clicked -> new GiveRoleDialog(
                                    memberships,
                                    signedIn.me().findsPeople(),
                                    new PlaceFields(products, visit.catalog()),
                                    () -> show(visit))
                            .open());
            give.addThemeVariants(ButtonVariant.PRIMARY);
            acts.add(give);
        }
        header.say(given.show(
                visit,
                memberships,
                new MemberTable(memberships, owner, () -> show(visit)),
                nobody(owner),
                Links.members(visit.catalog())));
        also.removeAll();
        also.add(new Panel("Also members", others(visit.catalog())));
    }

    @Override
    protected String title() {
        return "Members";
    }

    private static EmptyState nobody(boolean owner) {
        return new EmptyState(
                Icon.PERSON,
                "Nobody was given a role here",
                owner
                        ? "Give the people of this catalog the least role that lets them do their work. Make a second person an owner."
                        : "An owner of this catalog gives roles.");
    }

    private static Component others(String catalog) {
        Paragraph words = new Paragraph(
                "Owners of the installation own this catalog, too. So do those whom the identity provider"
                        + " has in the group /catalogs/" + catalog
                        + "/owner; the groups publisher, contributor, security-analyst, approver"
                        + " and reader beside it carry the other roles. Who is in them is managed there and cannot be listed here.");
        words.addClassName("hf-muted");
        return words;
    }
}
