package dev.holdfast.ui.product;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.BrowserlessTest;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.RouteParameters;
import dev.holdfast.contract.operator.identity.Me;
import dev.holdfast.contract.operator.identity.Role;
import dev.holdfast.contract.operator.identity.ScopedRole;
import dev.holdfast.ui.client.SignedIn;
import dev.holdfast.ui.component.TargetEffect;
import dev.holdfast.ui.fake.FakeApprovalClient;
import dev.holdfast.ui.fake.FakeOperatorApi;
import dev.holdfast.ui.fake.FakeProducts;
import dev.holdfast.ui.fake.FakeSession;
import dev.holdfast.ui.shell.ActionDialog;
import dev.holdfast.ui.shell.Visit;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The page of products and device groups, without a browser. */
class ProductsPageTest extends BrowserlessTest {
    private final FakeProducts clients = new FakeProducts();

    /** Names a package without routes, because the tests create and show their views themselves. */
    @Override
    protected Set<String> scanPackages() {
        return Set.of("dev.holdfast.ui.fake");
    }

    @Test
    void groups_show_feed_updates_and_data() {
        assertThat(page(Role.READER).getElement().getTextRecursively())
                .contains("Evaluation", "OS only", "Crash dumps", "No crash dumps, EU only");
        assertThat(find(Button.class).all()).isEmpty();
    }

    @Test
    void settings_are_saved_with_their_entity_tag() {
        ProductsView view = page(Role.CONTRIBUTOR);

        test(find(Button.class, view).withText("Settings…").all().getFirst()).click();
        GroupDialog dialog = find(GroupDialog.class).single();
        assertThat(dialog.getHeaderTitle()).startsWith("Settings of Toaster / ");
        @SuppressWarnings("unchecked") // the items are names of regions
        Select<String> region = find(Select.class, dialog).all().getLast();
        region.setValue("EU");
        test(find(Button.class, dialog).withText("Save").single()).click();

        assertThat(clients.commands).hasSize(1);
        assertThat(clients.commands.getFirst()).contains("\"1\"", "regionalDataBoundary=EU");
    }

    @Test
    @SuppressWarnings("unchecked") // the items are names of OS feeds and update policies
    void another_feed_or_update_policy_shows_its_effect_before_it_is_saved() {
        ProductsView view = page(Role.CONTRIBUTOR);
        test(find(Button.class, view).withText("Settings…").all().getFirst()).click();
        GroupDialog dialog = find(GroupDialog.class).single();
        Select<String> feed = find(Select.class, dialog).withCaption("OS feed").single();
        String before = feed.getValue();
        assertThat(find(TargetEffect.class, dialog).single().getChildren()).isEmpty();

        feed.setValue(before.equals("Retail") ? "RetailEval" : "Retail");
        assertThat(effect(dialog))
                .contains("377 devices of 380 would get other software, 3.4 MiB of downloads in total.")
                .contains("Nine of ten devices make contact within 12 min.", "3 offline devices")
                .contains("1 blocked device gets no images.", "2 pinned devices get no images.")
                .contains("MT3620AN", "OS 26.09 → 26.10. Replaces ", "by a rollout in the group’s default phases")
                .contains("4 devices will fail: The images are too large for this part.")
                .doesNotContain("leave a rollout");

        feed.setValue(before);
        assertThat(find(TargetEffect.class, dialog).single().getChildren()).isEmpty();

        ((Select<String>) find(Select.class, dialog).withCaption("Updates").single()).setValue("NoUpdates");
        assertThat(effect(dialog))
                .contains("No device would get other software.", "newly holds 377 devices")
                .doesNotContain("default phases");
        assertThat(clients.commands).isEmpty();
    }

    private String effect(GroupDialog dialog) {
        return find(TargetEffect.class, dialog).single().getElement().getTextRecursively();
    }

    @Test
    void an_end_of_approval_is_only_requested() {
        ProductsView view = page(Role.CONTRIBUTOR);
        find(Button.class, view).withText("Settings…").all().stream()
                .filter(button -> button.getAriaLabel().orElse("").endsWith(" Production OS Evaluation"))
                .findFirst()
                .ifPresent(button -> test(button).click());
        GroupDialog dialog = find(GroupDialog.class).single();

        Checkbox approval = find(Checkbox.class, dialog).single();
        assertThat(approval.getValue()).isTrue();
        test(approval).click();
        test(find(Button.class, dialog).withText("Request approval").single()).click();

        assertThat(clients.commands.getFirst()).contains("requiresApproval=false");
    }

    @Test
    void a_new_group_gets_default_settings() {
        ProductsView view = page(Role.CONTRIBUTOR);

        test(find(Button.class, view).withText("Create group…").all().getFirst())
                .click();
        GroupDialog dialog = find(GroupDialog.class).single();
        test(find(TextField.class, dialog).withLabel("Name").single()).setValue(" Lab 7 ");
        test(find(Button.class, dialog).withText("Create group").single()).click();

        assertThat(clients.commands.getFirst()).contains("Lab 7", "osFeedType=Retail", "updatePolicy=UpdateAll");
    }

    @Test
    void owners_type_the_name_to_delete_a_group_or_a_product() {
        ProductsView view = page(Role.OWNER);

        test(find(Button.class, view).withText("Delete…").all().get(1)).click();
        ActionDialog group = find(ActionDialog.class).single();
        assertThat(group.getElement().getTextRecursively()).contains("This deletes 1 device group, 2 deployments");
        type(group, "Devel");
        assertThat(delete(group).isEnabled()).isFalse();
        type(group, "Development");
        test(delete(group)).click();
        test(find(Button.class, view).withText("Delete…").all().getFirst()).click();
        ActionDialog product = find(ActionDialog.class).single();
        type(product, "Toaster");
        test(delete(product)).click();

        assertThat(clients.commands).containsExactly("delete Toaster / Development", "delete Toaster");
    }

    @Test
    void a_role_in_one_group_only_allows_changing_that_group() {
        ProductsView view = page(FakeOperatorApi.withScopedRole(Role.OWNER), List.of());

        assertThat(find(Button.class, view).all().stream().map(Button::getText))
                .containsExactlyInAnyOrder("Settings…", "Change…");
        assertThat(find(Button.class, view)
                        .withText("Settings…")
                        .single()
                        .getAriaLabel()
                        .orElseThrow())
                .isEqualTo("Settings of Production");
    }

    @Test
    void a_reader_of_one_group_sees_no_buttons() {
        ProductsView view = page(FakeOperatorApi.withScopedRole(Role.READER), List.of());

        assertThat(find(Button.class, view).all()).isEmpty();
        assertThat(find(Anchor.class, view).all().stream().map(Anchor::getHref))
                .contains("c/contoso/products/Toaster/groups/Field%20Test");
    }

    @Test
    void a_role_in_one_product_allows_managing_only_its_groups() {
        ScopedRole toaster = new ScopedRole("contoso", "Contoso Appliances", "Toaster", null, Role.OWNER);
        ProductsView view = page(new Me("pat", "Pat", false, List.of(), List.of(toaster), false), List.of());

        assertThat(find(Button.class, view).withText("Create group…").all()).hasSize(1);
        assertThat(find(Button.class, view).withText("Create product").all()).isEmpty();
        assertThat(find(Button.class, view).withText("Delete…").all().stream()
                        .map(button -> button.getAriaLabel().orElseThrow()))
                .hasSize(5)
                .doesNotContain("Delete Toaster");
    }

    @Test
    void only_owners_can_delete() {
        assertThat(find(Button.class, page(Role.PUBLISHER)).withText("Delete…").all())
                .isEmpty();
    }

    private void type(ActionDialog dialog, String name) {
        test(find(TextField.class, dialog).withLabel("Name").single()).setValue(name);
    }

    private Button delete(ActionDialog dialog) {
        return find(Button.class, dialog).withText("Delete").single();
    }

    private ProductsView page(Role role) {
        return page(FakeOperatorApi.owner(), List.of(role));
    }

    private ProductsView page(Me me, List<Role> roles) {
        ProductsView view = new ProductsView(
                new SignedIn(new FakeSession(me)), clients, clients, new FakeApprovalClient("olivia", List.of()));
        UI.getCurrent().add(view);
        view.show(new Visit("contoso", roles, RouteParameters.empty(), QueryParameters.empty()));
        return view;
    }
}
