package dev.holdfast.ui.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.BrowserlessTest;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.RouteParameters;
import dev.holdfast.contract.operator.identity.Role;
import dev.holdfast.contract.operator.product.GroupInstallTimes;
import dev.holdfast.contract.operator.product.InstallInterval;
import dev.holdfast.contract.operator.product.UpdatePolicyName;
import dev.holdfast.contract.operator.rollout.NewPhase;
import dev.holdfast.contract.operator.rollout.RolloutStatus;
import dev.holdfast.ui.client.SignedIn;
import dev.holdfast.ui.fake.FakeApprovalClient;
import dev.holdfast.ui.fake.FakeDeployments;
import dev.holdfast.ui.fake.FakeDevices;
import dev.holdfast.ui.fake.FakeFleet;
import dev.holdfast.ui.fake.FakeOperatorApi;
import dev.holdfast.ui.fake.FakePolicies;
import dev.holdfast.ui.fake.FakeProducts;
import dev.holdfast.ui.fake.FakeRollouts;
import dev.holdfast.ui.fake.FakeSession;
import dev.holdfast.ui.rollout.DefaultsDialog;
import dev.holdfast.ui.rollout.NewRolloutDialog;
import dev.holdfast.ui.shell.Visit;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The page of a device group, without a browser. */
class GroupPageTest extends BrowserlessTest {
    private final FakeFleet fleet = new FakeFleet();
    private final FakeDeployments deployments = new FakeDeployments(fleet);
    private final FakeRollouts rollouts = new FakeRollouts(fleet);
    private final FakeProducts products = new FakeProducts();

    /** Names a package without routes, because the tests create and show their views themselves. */
    @Override
    protected Set<String> scanPackages() {
        return Set.of("dev.holdfast.ui.fake");
    }

    @Test
    void the_page_shows_the_current_deployment_and_the_rollout_that_brings_the_next() {
        GroupView view = page("Production", Role.READER);
        assertThat(view.getElement().getTextRecursively())
                .contains("Current", "106 of 144 attested", "Next", "Running", "13 of 380 attested · Phase 2 of 3");
        assertThat(find(Anchor.class, view).all().stream().map(Anchor::getHref))
                .contains("c/contoso/rollouts/" + FakeRollouts.id(RolloutStatus.RUNNING));
        assertThat(find(Button.class, view).all().stream().map(Button::getText)).doesNotContain("New rollout");
    }

    @Test
    void the_update_policy_is_for_people_with_a_role_in_the_catalog() {
        assertThat(page("Production", Role.READER).getElement().getTextRecursively())
                .contains("Update policyThe setting of the device group");
    }

    @Test
    void the_page_shows_when_devices_may_install_in_the_time_zone_of_the_group() {
        assertThat(page("Production", Role.READER).getElement().getTextRecursively())
                .contains("Install times (Europe/Amsterdam)At any time");
        products.installTimes = new GroupInstallTimes(
                new UpdatePolicyName("update/catalog", "By hand"),
                "Europe/Amsterdam",
                false,
                List.of(
                        interval("2026-11-30T08:00:00Z", "2026-12-01T04:00:00Z"),
                        interval("2099-12-07T21:00:00Z", "2099-12-08T04:00:00Z")),
                List.of(
                        interval("2099-12-23T23:00:00Z", "2099-12-26T23:00:00Z"),
                        interval("2099-12-30T23:00:00Z", "2099-12-31T23:00:00Z")),
                Instant.parse("2099-12-20T09:30:00Z"),
                false);

        assertThat(page("Production", Role.READER).getElement().getTextRecursively())
                .contains("Now, until Tue 2026-12-01 05:00" + "Mon 2099-12-07 22:00 to 05:00"
                        + "From Sun 2099-12-20 10:30, also outside of windows"
                        + "Blackout from 2099-12-24 to 2099-12-26"
                        + "Blackout on 2099-12-31");
    }

    private static InstallInterval interval(String from, String until) {
        return new InstallInterval(Instant.parse(from), Instant.parse(until));
    }

    @Test
    void a_group_without_a_rollout_says_so_and_publishers_create_one() {
        GroupView view = page("Field Test", Role.PUBLISHER);
        assertThat(view.getElement().getTextRecursively()).contains("No rollouts to this group yet.");

        test(find(Button.class, view).withText("New rollout").single()).click();

        assertThat(find(NewRolloutDialog.class).single().getHeaderTitle())
                .isEqualTo("New rollout to Toaster / Field Test");
    }

    @Test
    void a_publisher_asks_the_devices_to_check_for_updates() {
        test(find(Button.class, page("Field Test", Role.PUBLISHER))
                        .withText("Check now")
                        .single())
                .click();

        assertThat(deployments.checks).containsExactly("Toaster / Field Test");
        assertThat(find(Button.class, page("Production", Role.READER)).all().stream()
                        .map(Button::getText))
                .doesNotContain("Check now");
    }

    @Test
    void publishers_change_the_default_phases() {
        test(find(Button.class, page("Production", Role.PUBLISHER))
                        .withText("Default phases…")
                        .single())
                .click();
        DefaultsDialog dialog = find(DefaultsDialog.class).single();
        assertThat(dialog.getHeaderTitle()).isEqualTo("Default phases of Toaster / Production");
        test(find(Button.class, dialog).withText("Remove").all().getFirst()).click();

        test(find(Button.class, dialog).withText("Change default phases").single())
                .click();

        assertThat(rollouts.defaults("contoso", "Toaster", "Production")
                        .getEntity()
                        .phases())
                .extracting(NewPhase::percent)
                .containsExactly(10, 100);
        assertThat(find(Button.class, page("Production", Role.READER))
                        .withText("Default phases…")
                        .all())
                .isEmpty();
    }

    private GroupView page(String group, Role role) {
        GroupView view = new GroupView(
                new SignedIn(new FakeSession(FakeOperatorApi.owner())),
                products,
                deployments,
                new FakeDevices(false),
                new FakeApprovalClient("olivia", List.of()),
                rollouts,
                new FakePolicies(fleet));
        UI.getCurrent().add(view);
        view.show(new Visit(
                "contoso",
                List.of(role),
                new RouteParameters(Map.of("catalog", "contoso", "product", "Toaster", "group", group)),
                QueryParameters.empty()));
        return view;
    }
}
