package dev.holdfast.ui.member;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.Route;
import dev.holdfast.contract.operator.identity.Act;
import dev.holdfast.contract.operator.identity.MemberFields;
import dev.holdfast.contract.operator.identity.MemberView;
import dev.holdfast.contract.operator.identity.NewMember;
import dev.holdfast.contract.operator.identity.Role;
import dev.holdfast.ui.client.ExportClient;
import dev.holdfast.ui.client.LinkedPages;
import dev.holdfast.ui.client.ListRequest;
import dev.holdfast.ui.client.SignedIn;
import dev.holdfast.ui.component.EmptyState;
import dev.holdfast.ui.component.Icon;
import dev.holdfast.ui.component.Panel;
import dev.holdfast.ui.component.Styled;
import dev.holdfast.ui.component.Toast;
import dev.holdfast.ui.product.ProductClient;
import dev.holdfast.ui.shell.FormDialog;
import dev.holdfast.ui.shell.Links;
import dev.holdfast.ui.shell.ListRows;
import dev.holdfast.ui.shell.ListSpec;
import dev.holdfast.ui.shell.ScopedPage;
import dev.holdfast.ui.shell.Visit;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jspecify.annotations.Nullable;

/** Who was given which role in a catalog or in the installation. */
@Route("c/:catalog/:scope?(installation)/members")
public class MembersView extends ScopedPage<MemberView> {
    private static final ListSpec SPEC = ListSpec.of(
                    "Members",
                    "role",
                    "roles",
                    Links::members,
                    MemberFields.VOCABULARY,
                    "Filter members by terms, or by a part of a name",
                    "Filter, such as role:owner scope:product")
            .exported("members", "name,kind,grantee,role,product,group,assignedBy,assignedAt,usedAt")
            .sorted("name", "at");

    private final transient AccessClient access;
    private final transient ProductClient products;
    private final Div also = new Div();

    public MembersView(
            SignedIn signedIn,
            @RestClient AccessClient access,
            @RestClient ProductClient products,
            @RestClient ExportClient exports) {
        super(signedIn, SPEC, Links::installationMembers, exports);
        this.access = access;
        this.products = products;
        below(also, RoleWords.panel());
    }

    private Memberships memberships() {
        return isOfInstallation()
                ? Memberships.ofInstallation(access)
                : Memberships.ofCatalog(access, visit().catalog());
    }

    private boolean isOwner(Visit visit) {
        return isOfInstallation() || visit.may(Act.MANAGE_MEMBERS);
    }

    @Override
    protected void begin(Visit visit) {
        if (isOwner(visit)) {
            offer("Give a role", () -> giveRole(visit.catalog()));
        }
        also.removeAll();
        also.add(new Panel(
                "Also members", Styled.note(isOfInstallation() ? ofInstallation() : ofCatalog(visit.catalog()))));
    }

    private void giveRole(String catalog) {
        FormDialog dialog = new FormDialog("Give a role", "Give role");
        GranteeFields grantee = new GranteeFields(memberships(), signedIn().me().findsPeople(), dialog);
        dialog.put(grantee);
        RoleField role = dialog.field("role", new RoleField(Role.READER), chosen -> true, "");
        @Nullable PlaceFields part = isOfInstallation() ? null : new PlaceFields(products, catalog);
        if (part != null) {
            dialog.put(part);
        }
        dialog.onSubmit(() -> {
            memberships()
                    .access()
                    .assign(new NewMember(
                            grantee.kind(),
                            grantee.grantee(),
                            grantee.name(),
                            role.getValue(),
                            part == null ? null : part.product(),
                            part == null ? null : part.group()));
            again();
            Toast.done(grantee.name() + " is " + RoleWords.name(role.getValue()) + " now");
        });
        dialog.open();
    }

    @Override
    protected LinkedPages<MemberView> find(Visit visit, ListRequest request) {
        return LinkedPages.linked(request, memberships().access()::members);
    }

    @Override
    protected ListRows<MemberView> rows(Visit visit) {
        return new MemberTable(memberships(), this::again).rows(isOwner(visit));
    }

    @Override
    protected String sentence(LinkedPages<MemberView> pages, String count) {
        return super.sentence(pages, narrowed ? count : count + " given");
    }

    @Override
    protected EmptyState nothing(Visit visit) {
        return isOfInstallation()
                ? new EmptyState(
                        Icon.PERSON,
                        "Nobody was given a role in the installation",
                        "Such a role counts in every catalog. Make a second person an owner, who can help when the first is away.")
                : nobody(isOwner(visit));
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
