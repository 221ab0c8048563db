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

/** The page about members, without a browser. */
class MembersPageTest extends BrowserlessTest {
    private final FakePeople people = new FakePeople();

    @Override
    protected Set<String> scanPackages() {
        return Set.of("dev.holdfast.ui.fake");
    }

    @Test
    void members_are_listed_with_what_they_may_do_where_and_by_whom() {
        assertThat(members("contoso", Role.READER).getElement().getTextRecursively())
                .contains("4 roles given", "Olivia Okafor", "Invited", "Security analyst", "Toaster / Production")
                .contains("/catalogs/contoso/owner");
    }

    @Test
    void whoever_never_came_is_told_from_who_did_since_a_subject_may_be_mistyped() {
        List<String> names =
                find(RowTable.class, members("contoso", Role.READER)).all().getFirst().getBody().getRows().stream()
                        .map(row -> row.getHeaderCells().getFirst().getElement().getTextRecursively())
                        .toList();

        assertThat(names)
                .containsExactly(
                        "Appliance engineers Groupsg-appliances",
                        "Olivia Okafor5a3fd2c0-8f1e",
                        "Pia Lund Invitedpia@example.org",
                        "Rui Costa Not seen yetc77b0e11-90ab");
    }

    @Test
    void only_owners_give_and_take() {
        assertThat(find(Button.class, members("contoso", Role.PUBLISHER)).all())
                .extracting(Button::getText)
                .containsExactly("How to filter");
        assertThat(find(Button.class, members("contoso", Role.OWNER)).all()).hasSize(10);
    }

    @Test
    void a_role_is_given_to_a_subject_with_a_name_and_never_without() {
        Component view = members("contoso", Role.OWNER);
        test(find(Button.class, view).withText("Give a role").single()).click();
        Button give = find(Button.class).withText("Give role").single();
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
    void where_people_can_be_looked_up_a_role_is_given_to_somebody_who_is_found() {
        Component view = members("contoso", Role.OWNER, true);
        test(find(Button.class, view).withText("Give a role").single()).click();
        Button give = find(Button.class).withText("Give role").single();
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
    void one_letter_finds_nobody_and_what_the_api_does_not_take_is_said() {
        PersonField person = new PersonField(people.of("contoso"));
        assertThat(person.fetch(new Query<>(0, 50, List.of(), null, "p")).toList())
                .isEmpty();
        assertThat(person.fetch(new Query<>(0, 50, List.of(), null, "p*")).toList())
                .isEmpty();
        assertThat(person.getHelperText()).isEqualTo("text has letters and digits.");
        assertThat(person.fetch(new Query<>(0, 50, List.of(), null, "nobody answers"))
                        .toList())
                .isEmpty();
        assertThat(person.getHelperText()).contains("does not answer");
    }

    @Test
    void an_address_that_nobody_verified_says_so() {
        PersonField person = new PersonField(people.of("contoso"));

        assertThat(person.fetch(new Query<>(0, 50, List.of(), null, "peter")))
                .extracting(PersonField::label)
                .containsExactly("Peter Parra · peter · peter@contoso.example (not verified)");
    }

    @Test
    void who_has_no_account_is_invited_and_then_chosen_and_the_first_password_is_shown_once() {
        Component view = members("contoso", Role.OWNER, true);
        test(find(Button.class, view).withText("Give a role").single()).click();
        test(find(Button.class).withText("Invite somebody who has no account…").single())
                .click();
        GranteeFields.InviteDialog dialog =
                find(GranteeFields.InviteDialog.class).single();
        assertThat(dialog.isCloseOnEsc()).isFalse();
        assertThat(dialog.isCloseOnOutsideClick()).isFalse();
        assertThat(dialog.getElement().getTextRecursively())
                .contains(
                        "They can never approve what you, or others who were invited from a catalog by you, asked for");
        List<TextField> fields = find(TextField.class, dialog).all();
        fields.get(0).setValue("Ina");
        fields.get(1).setValue("Invited");
        fields.get(2).setValue("Ina.Invited@example.org");
        assertThat(fields.get(3).getValue()).isEqualTo("ina.invited");
        test(find(Button.class, dialog).withText("Invite").single()).click();

        assertThat(people.done).containsExactly("invite ina.invited Ina.Invited@example.org");
        assertThat(dialog.getElement().getTextRecursively()).contains("Aaaa-bbbb-cccc-dddd-eee2", "never shown again");
        assertThat(find(PersonField.class).single().getValue().subject()).isEqualTo("0d5e-new");
    }

    @Test
    void who_has_to_confirm_who_they_are_is_led_there_and_back_to_this_page() {
        people.wanting = new Confirmation("confirmed", "300");
        Component view = members("contoso", Role.OWNER);
        test(find(Button.class, view).withText("Give a role").single()).click();
        List<TextField> fields =
                find(TextField.class, find(Dialog.class).single()).all();
        fields.get(0).setValue("5a3fd2c0-8f1e");
        fields.get(1).setValue("Pia Lund");
        test(find(Button.class).withText("Give role").single()).click();

        assertThat(people.done).isEmpty();
        assertThat(find(Anchor.class)
                        .withText("Confirm now and come back here")
                        .single()
                        .getHref())
                .startsWith("confirm?to=%2F")
                .endsWith("&acr=confirmed&max_age=300");
    }

    @Test
    void a_role_is_taken_after_it_was_said_what_that_means() {
        Component view = members("contoso", Role.OWNER);
        test(find(Button.class, view).withText("Remove").all().get(1)).click();
        assertThat(find(Dialog.class).single().getElement().getTextRecursively())
                .contains(
                        "Olivia Okafor has the role Owner in Whole catalog no more by what was given here",
                        "What comes from elsewhere stays",
                        "groups below /catalogs/contoso carry");
        test(find(Button.class).withText("Take away").single()).click();

        assertThat(people.done).containsExactly("remove 2");
    }

    @Test
    void a_role_that_somebody_else_changed_meanwhile_is_shown_and_not_overwritten() {
        Component view = members("contoso", Role.OWNER);
        test(find(Button.class, view).withText("Change").all().get(1)).click();
        find(RoleField.class).single().setValue(Role.READER);
        people.overtake(Role.APPROVER);
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
    void roles_are_narrowed_by_the_filter_in_the_address_and_a_mistake_is_named() {
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
    void the_members_of_the_installation_are_shown_to_its_owners_alone() {
        MembersView view = new MembersView(
                new SignedIn(new FakeSession(FakeOperatorApi.everything())),
                people,
                new FakeProducts(),
                new FakeExports());
        view.show(ofInstallation(""));
        assertThat(view.getElement().getTextRecursively())
                .contains("Members of the installation", "4 roles given · in every catalog", "/installation/owner");
        assertThat(find(ExportMenu.class, view).all()).isEmpty();

        MembersView foreign = members("contoso", Role.OWNER);
        foreign.show(ofInstallation(""));
        assertThat(foreign.getElement().getTextRecursively())
                .contains("These roles are given by owners of the installation")
                .doesNotContain("Give a role");
    }

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
