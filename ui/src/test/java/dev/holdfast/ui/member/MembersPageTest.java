package dev.holdfast.ui.member;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.BrowserlessTest;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.RouteParameters;
import dev.holdfast.contract.operator.identity.Me;
import dev.holdfast.contract.operator.identity.Membership;
import dev.holdfast.contract.operator.identity.Role;
import dev.holdfast.ui.client.SignedIn;
import dev.holdfast.ui.fake.FakePeople;
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
    void only_owners_give_and_take() {
        assertThat(find(Button.class, members("contoso", Role.PUBLISHER)).all()).isEmpty();
        assertThat(find(Button.class, members("contoso", Role.OWNER)).all()).hasSize(9);
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
    void a_role_is_taken_after_it_was_said_what_that_means() {
        Component view = members("contoso", Role.OWNER);
        test(find(Button.class, view).withText("Remove").all().get(1)).click();
        assertThat(find(Dialog.class).single().getElement().getTextRecursively())
                .contains("Olivia Okafor is not Owner in Whole catalog any more");
        test(find(Button.class).withText("Take away").single()).click();

        assertThat(people.done).containsExactly("remove 2");
    }

    private MembersView members(String catalog, Role role) {
        MembersView view = new MembersView(signedIn(catalog, role), people, people);
        UI.getCurrent().removeAll();
        UI.getCurrent().add(view);
        view.show(visit(catalog, role));
        return view;
    }

    private static SignedIn signedIn(String catalog, Role role) {
        return new SignedIn(new FakeSession(
                new Me("olivia", "Olivia", false, List.of(new Membership(catalog, "Contoso Appliances", role)))));
    }

    private static Visit visit(String catalog, Role role) {
        return new Visit(catalog, role, RouteParameters.empty(), QueryParameters.empty());
    }
}
