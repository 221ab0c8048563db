package dev.holdfast.ui.overview;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contract.operator.catalog.NewCatalog;
import dev.holdfast.contract.operator.catalog.Overview;
import dev.holdfast.contract.operator.identity.Role;
import dev.holdfast.ui.component.StackedBar;
import dev.holdfast.ui.fake.FakeFleet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The first steps of a new catalog, and the sentence and bar about its devices. */
class FirstStepsTest {
    @Test
    void an_installation_without_a_catalog_can_only_create_one() {
        FirstSteps steps = FirstSteps.withoutCatalog();

        assertThat(steps.doneCount()).isZero();
        assertThat(steps.steps())
                .filteredOn(step -> !step.action().isEmpty())
                .extracting(FirstSteps.Step::title)
                .containsExactly("Create a catalog");
    }

    @Test
    void devices_require_a_product_and_deployments_an_image() {
        FirstSteps steps = FirstSteps.of("contoso", overview(0, 0, 0, 0));

        assertThat(steps.doneCount()).isEqualTo(1);
        assertThat(steps.steps())
                .filteredOn(step -> !step.done() && !step.action().isEmpty())
                .extracting(FirstSteps.Step::title)
                .containsExactly("Create a product", "Upload an application");
    }

    @Test
    void with_a_product_a_command_to_simulate_devices_is_shown() {
        FirstSteps steps = FirstSteps.of("contoso", overview(1, 0, 0, 0));

        assertThat(steps.steps().get(2).command()).isEqualTo("./holdfast sim --catalog contoso --devices 10");
    }

    @Test
    void the_steps_explain_which_chips_can_be_claimed_and_link_to_the_members() {
        FirstSteps steps = FirstSteps.of("contoso", overview(1, 0, 0, 0));

        assertThat(steps.steps().get(2).action()).isEqualTo("Add devices");
        assertThat(steps.steps().get(2).link()).isEqualTo("c/contoso/devices/add");
        assertThat(new FirstStepsPanel(steps, Role.OWNER)
                        .people("contoso")
                        .getElement()
                        .getOuterHTML())
                .contains(
                        "endorsed by a trusted manufacturer", "Give other people a role", "href=\"c/contoso/members\"")
                .doesNotContain("Keycloak");
    }

    @Test
    void a_catalog_with_a_deployment_has_no_steps_left() {
        assertThat(FirstSteps.of("contoso", overview(1, 1, 1, 1)).isComplete()).isTrue();
    }

    @Test
    void the_state_of_a_catalog_is_a_sentence() {
        assertThat(Posture.sentence(new FakeFleet().overview()))
                .isEqualTo(
                        "223 of 240 devices trusted · 14 need attention · 2 unreachable · 2 with anomalies · 1 blocked");
        assertThat(Posture.sentence(overview(1, 0, 0, 0))).isEqualTo("No devices yet");
    }

    @Test
    void every_segment_of_the_bar_has_its_own_health() {
        List<StackedBar.Segment> segments =
                Posture.bar(new FakeFleet().overview()).segments();

        assertThat(segments.stream().map(Posture::health))
                .doesNotHaveDuplicates()
                .hasSize(5);
    }

    @Test
    void a_catalog_name_is_proposed_from_its_display_name() {
        assertThat(StartView.CatalogDialog.propose(" Contoso Appliances! ")).isEqualTo("contoso-appliances");
        assertThat(StartView.CatalogDialog.propose("x".repeat(80))).hasSize(50);
        assertThat(StartView.CatalogDialog.propose("x".repeat(49) + " y"))
                .hasSize(49)
                .matches(NewCatalog.NAME);
    }

    /** Returns the overview of a catalog with these numbers. All devices are trusted, and all images are applications. */
    private static Overview overview(long products, long devices, long images, long deployments) {
        return new Overview(
                devices,
                devices,
                0,
                0,
                0,
                0,
                products,
                images,
                images,
                deployments,
                List.of(),
                List.of(),
                0,
                0,
                0,
                List.of(),
                false);
    }
}
