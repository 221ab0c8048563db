package dev.holdfast.ui.member;

import static dev.holdfast.ui.text.Texts.text;
import static dev.holdfast.ui.text.Texts.word;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.Route;
import dev.holdfast.contract.operator.identity.MemberFields;
import dev.holdfast.contract.operator.identity.MemberView;
import dev.holdfast.contract.operator.identity.NewMember;
import dev.holdfast.contract.operator.identity.Permission;
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

/** The members of a catalog or of the installation, with their roles. */
@Route("c/:catalog/:scope?(installation)/members")
public class MembersView extends ScopedPage<MemberView> {
    private static final ListSpec SPEC = ListSpec.of("members", Links::members, MemberFields.VOCABULARY)
            .exported("members", "name,kind,grantee,role,product,group,assignedBy,assignedAt,usedAt")
            .sorted("name", "at");

    private final transient AccessClient access;
    private final transient ProductClient products;
    private final Div provider = new Div();

    public MembersView(
            SignedIn signedIn,
            @RestClient AccessClient access,
            @RestClient ProductClient products,
            @RestClient ExportClient exports) {
        super(signedIn, SPEC, Links::installationMembers, exports);
        this.access = access;
        this.products = products;
        below(provider, RoleWords.panel());
    }

    private Memberships memberships() {
        return isOfInstallation()
                ? Memberships.ofInstallation(access)
                : Memberships.ofCatalog(access, visit().catalog());
    }

    private boolean isOwner(Visit visit) {
        return isOfInstallation() || visit.may(Permission.MANAGE_MEMBERS);
    }

    @Override
    protected void begin(Visit visit) {
        if (isOwner(visit)) {
            offer(text("members.add"), () -> addMember(visit.catalog()));
        }
        provider.removeAll();
        provider.add(new Panel(
                text("members.also.title"),
                Styled.note(
                        isOfInstallation()
                                ? text("members.also.installation")
                                : text("members.also.catalog", "/catalogs/" + visit.catalog()))));
    }

    private void addMember(String catalog) {
        FormDialog dialog = new FormDialog(text("members.add"), text("members.add"));
        GranteeFields grantee = new GranteeFields(memberships(), signedIn().me().findsPeople(), dialog);
        dialog.put(grantee);
        RoleField role = dialog.field("role", new RoleField(Role.READER), chosen -> true, "");
        @Nullable ScopeFields scope = isOfInstallation() ? null : new ScopeFields(products, catalog);
        if (scope != null) {
            dialog.put(scope);
        }
        dialog.onSubmit(() -> {
            memberships()
                    .access()
                    .assign(new NewMember(
                            grantee.kind(),
                            grantee.grantee(),
                            grantee.name(),
                            role.getValue(),
                            scope == null ? null : scope.product(),
                            scope == null ? null : scope.group()));
            reload();
            Toast.done(text("members.added", grantee.name(), word(role.getValue())));
        });
        dialog.open();
    }

    @Override
    protected LinkedPages<MemberView> find(Visit visit, ListRequest request) {
        return LinkedPages.linked(request, memberships().access()::members);
    }

    @Override
    protected ListRows<MemberView> rows(Visit visit) {
        return new MemberTable(memberships(), this::reload).rows(isOwner(visit));
    }

    @Override
    protected EmptyState emptyState(Visit visit) {
        return isOfInstallation()
                ? new EmptyState(
                        Icon.PERSON, text("members.empty.installation.title"), text("members.empty.installation.text"))
                : new EmptyState(
                        Icon.PERSON,
                        text("members.empty.title"),
                        text(isOwner(visit) ? "members.empty.owner" : "members.empty.reader"));
    }

    @Override
    protected EmptyState ownersOnly() {
        return new EmptyState(Icon.PERSON, text("members.owners-only.title"), text("members.owners-only.text"));
    }
}
