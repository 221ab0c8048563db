package dev.holdfast.ui.member;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.BrowserlessTest;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.provider.Query;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.RouteParameters;
import dev.holdfast.contract.operator.identity.Me;
import dev.holdfast.contract.operator.identity.Membership;
import dev.holdfast.contract.operator.identity.PersonView;
import dev.holdfast.contract.operator.identity.Role;
import dev.holdfast.ui.client.Confirmation;
import dev.holdfast.ui.client.SignedIn;
import dev.holdfast.ui.component.ExportMenu;
import dev.holdfast.ui.component.RowTable;
import dev.holdfast.ui.fake.FakeExports;
import dev.holdfast.ui.fake.FakeOperatorApi;
import dev.holdfast.ui.fake.FakePeople;
import dev.holdfast.ui.fake.FakeProducts;
import dev.holdfast.ui.fake.FakeSession;
import dev.holdfast.ui.shell.Visit;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The page of members, without a browser. */
class MembersPageTest extends BrowserlessTest {
    private final FakePeople people = new FakePeople();

    /** Names a package without routes, because the tests create and show their views themselves. */
    @Override
    protected Set<String> scanPackages() {
        return Set.of("dev.holdfast.ui.fake");
    }

    @Test
    void members_are_listed_with_role_and_scope() {
        assertThat(members("contoso", Role.READER).getElement().getTextRecursively())
                .contains("4 roles", "Olivia Okafor", "Invited", "Security analyst", "Toaster / Production")
                .contains("/catalogs/contoso/owner");
    }

    @Test
    void members_who_never_signed_in_are_marked() {
        List<String> names =
                find(RowTable.class, members("contoso", Role.READER)).all().getFirst().getBody().getRows().stream()
                        .map(row -> row.getHeaderCells().getFirst().getElement().getTextRecursively())
                        .toList();

        assertThat(names)
                .containsExactly(
                        "Appliance engineers Groupsg-appliances",
                        "Olivia Okafor5a3fd2c0-8f1e",
                        "Pia Lund Invitedpia@example.org",
                        "Rui Costa Never signed inc77b0e11-90ab");
    }

    @Test
    void only_owners_add_change_and_remove_members() {
        assertThat(find(Button.class, members("contoso", Role.PUBLISHER)).all())
                .extracting(Button::getText)
                .containsExactly("How to filter");
        assertThat(find(Button.class, members("contoso", Role.OWNER)).all()).hasSize(10);
    }

    @Test
    void a_member_added_by_subject_needs_a_name() {
        Component view = members("contoso", Role.OWNER);
        test(find(Button.class, view).withText("Add member").single()).click();
        Button give = find(Button.class, find(Dialog.class).single())
                .withText("Add member")
                .single();
        assertThat(give.isEnabled()).isFalse();
        List<TextField> fields =
                find(TextField.class, find(Dialog.class).single()).all();
        fields.get(0).setValue(" 5a3fd2c0-8f1e ");
        assertThat(give.isEnabled()).isFalse();
        fields.get(1).setValue("Pia Lund");
        test(give).click();

        assertThat(people.done).containsExactly("give READER to SUBJECT 5a3fd2c0-8f1e named Pia Lund");
    }

    @Test
    void a_person_found_by_name_is_added() {
        Component view = members("contoso", Role.OWNER, true);
        test(find(Button.class, view).withText("Add member").single()).click();
        Button give = find(Button.class, find(Dialog.class).single())
                .withText("Add member")
                .single();
        PersonField person = find(PersonField.class).single();
        List<PersonView> found =
                person.fetch(new Query<>(0, 50, List.of(), null, "petr")).toList();
        assertThat(found)
                .extracting(PersonField::label)
                .containsExactly("Petra Pichler · petra.pichler · petra@contoso.example");
        assertThat(give.isEnabled()).isFalse();
        person.setValue(found.getFirst());
        test(give).click();

        assertThat(people.done).containsExactly("give READER to SUBJECT 7f10-petra named Petra Pichler");
    }

    @Test
    void a_refused_or_unanswered_search_shows_the_reason() {
        PersonField person = new PersonField(people.of("contoso"));
        assertThat(person.fetch(new Query<>(0, 50, List.of(), null, "p")).toList())
                .isEmpty();
        assertThat(person.fetch(new Query<>(0, 50, List.of(), null, "p*")).toList())
                .isEmpty();
        assertThat(person.getHelperText()).isEqualTo("filter must have letters and digits.");
        assertThat(person.fetch(new Query<>(0, 50, List.of(), null, "nobody answers"))
                        .toList())
                .isEmpty();
        assertThat(person.getHelperText()).contains("does not respond");
    }

    @Test
    void an_unverified_address_is_marked() {
        PersonField person = new PersonField(people.of("contoso"));

        assertThat(person.fetch(new Query<>(0, 50, List.of(), null, "peter")))
                .extracting(PersonField::label)
                .containsExactly("Peter Parra · peter · peter@contoso.example (not verified)");
    }

    @Test
    void an_invited_person_is_selected_and_the_dialog_with_the_password_stays_open() {
        Component view = members("contoso", Role.OWNER, true);
        test(find(Button.class, view).withText("Add member").single()).click();
        test(find(Button.class).withText("Invite a new person…").single()).click();
        GranteeFields.InviteDialog dialog =
                find(GranteeFields.InviteDialog.class).single();
        assertThat(dialog.isCloseOnEsc()).isFalse();
        assertThat(dialog.isCloseOnOutsideClick()).isFalse();
        assertThat(dialog.getElement().getTextRecursively())
                .contains(
                        "You and this person cannot approve each other’s requests or policies. Neither can two people");
        List<TextField> fields = find(TextField.class, dialog).all();
        fields.get(0).setValue("Ina");
        fields.get(1).setValue("Invited");
        fields.get(2).setValue("Ina.Invited@example.org");
        assertThat(fields.get(3).getValue()).isEqualTo("ina.invited");
        test(find(Button.class, dialog).withText("Create account").single()).click();

        assertThat(people.done).containsExactly("invite ina.invited Ina.Invited@example.org");
        assertThat(dialog.getElement().getTextRecursively()).contains("Aaaa-bbbb-cccc-dddd-eee2", "never shown again");
        assertThat(find(PersonField.class).single().getValue().subject()).isEqualTo("0d5e-new");
    }

    @Test
    void adding_a_member_can_require_a_new_sign_in_and_returns_to_the_page() {
        people.confirmation = new Confirmation("confirmed", "300");
        Component view = members("contoso", Role.OWNER);
        test(find(Button.class, view).withText("Add member").single()).click();
        List<TextField> fields =
                find(TextField.class, find(Dialog.class).single()).all();
        fields.get(0).setValue("5a3fd2c0-8f1e");
        fields.get(1).setValue("Pia Lund");
        test(find(Button.class, find(Dialog.class).single())
                        .withText("Add member")
                        .single())
                .click();

        assertThat(people.done).isEmpty();
        assertThat(find(Anchor.class)
                        .withText("Confirm your identity and return")
                        .single()
                        .getHref())
                .startsWith("confirm?to=%2F")
                .endsWith("&acr=confirmed&max_age=300");
    }

    @Test
    void a_member_is_removed_after_the_effects_are_shown() {
        Component view = members("contoso", Role.OWNER);
        test(find(Button.class, view).withText("Remove").all().get(1)).click();
        assertThat(find(Dialog.class).single().getElement().getTextRecursively())
                .contains(
                        "Olivia Okafor loses the role Owner in Whole catalog immediately",
                        "Other roles in this list stay",
                        "groups below /catalogs/contoso stay too");
        test(find(Button.class).withText("Remove member").single()).click();

        assertThat(people.done).containsExactly("remove 2");
    }

    @Test
    void a_role_changed_by_somebody_else_is_shown_and_not_overwritten() {
        Component view = members("contoso", Role.OWNER);
        test(find(Button.class, view).withText("Change").all().get(1)).click();
        find(RoleField.class).single().setValue(Role.READER);
        people.changeAsAnotherUser(Role.APPROVER);
        Button change = find(Button.class).withText("Change role").single();
        test(change).click();

        assertThat(people.done).isEmpty();
        assertThat(find(Dialog.class).single().getElement().getTextRecursively())
                .contains("Someone else changed it meanwhile", "Approver");
        assertThat(find(RoleField.class).single().getValue()).isEqualTo(Role.READER);

        test(change).click();
        assertThat(people.done).containsExactly("make 2 READER");
    }

    @Test
    void the_filter_in_the_address_applies_and_a_mistake_is_shown() {
        MembersView view = members("contoso", Role.READER);
        view.show(new Visit(
                "contoso", List.of(Role.READER), RouteParameters.empty(), QueryParameters.of("filter", "olivia")));
        assertThat(view.getElement().getTextRecursively())
                .contains("1 role found", "Olivia Okafor")
                .doesNotContain("Rui Costa");

        view.show(new Visit(
                "contoso", List.of(Role.READER), RouteParameters.empty(), QueryParameters.of("filter", "role:king")));
        assertThat(view.getElement().getTextRecursively()).contains("This filter cannot be read", "Character 6");
        assertThat(find(ExportMenu.class, view).all()).isEmpty();
    }

    @Test
    void only_installation_owners_see_installation_members() {
        MembersView view = new MembersView(
                new SignedIn(new FakeSession(FakeOperatorApi.installationAndCatalogOwner())),
                people,
                new FakeProducts(),
                new FakeExports());
        view.show(ofInstallation(""));
        assertThat(view.getElement().getTextRecursively())
                .contains("Installation members", "4 roles · in every catalog", "/installation/owner");
        assertThat(find(ExportMenu.class, view).all()).isEmpty();

        MembersView foreign = members("contoso", Role.OWNER);
        foreign.show(ofInstallation(""));
        assertThat(foreign.getElement().getTextRecursively())
                .contains("Only installation owners see these members")
                .doesNotContain("Add member");
    }

    /** Returns the visit of the page with the members of the installation. */
    private static Visit ofInstallation(String query) {
        return new Visit(
                "contoso",
                List.of(Role.OWNER),
                new RouteParameters("scope", "installation"),
                QueryParameters.fromString(query));
    }

    private MembersView members(String catalog, Role role) {
        return members(catalog, role, false);
    }

    /** Opens the page. {@code findsPeople} tells whether the person can search people at the identity provider. */
    private MembersView members(String catalog, Role role, boolean findsPeople) {
        MembersView view =
                new MembersView(signedIn(catalog, role, findsPeople), people, new FakeProducts(), new FakeExports());
        UI.getCurrent().removeAll();
        UI.getCurrent().add(view);
        view.show(visit(catalog, role));
        return view;
    }

    private static SignedIn signedIn(String catalog, Role role, boolean findsPeople) {
        return new SignedIn(new FakeSession(new Me(
                "olivia",
                "Olivia",
                false,
                List.of(new Membership(catalog, "Contoso Appliances", role)),
                List.of(),
                findsPeople)));
    }

    private static Visit visit(String catalog, Role role) {
        return new Visit(catalog, List.of(role), RouteParameters.empty(), QueryParameters.empty());
    }
}
