package dev.holdfast.ui.overview;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.operator.catalog.NewCatalog;
import dev.holdfast.contract.operator.catalog.Overview;
import dev.holdfast.contract.operator.identity.Role;
import dev.holdfast.contract.operator.manufacturer.ManufacturerKeyView;
import dev.holdfast.contract.operator.manufacturer.ManufacturerKeyView.Use;
import dev.holdfast.contract.operator.manufacturer.ManufacturerView;
import dev.holdfast.ui.component.StackedBar;
import dev.holdfast.ui.component.Tone;
import dev.holdfast.ui.fake.FakeFeeds;
import dev.holdfast.ui.fake.FakeFleet;
import dev.holdfast.ui.fake.FakeOwnership;
import dev.holdfast.ui.feed.FeedClient;
import dev.holdfast.ui.feed.OsParts;
import dev.holdfast.ui.overview.FirstSteps.SetUp;
import java.util.List;
import java.util.stream.Stream;
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
    void the_operating_system_is_released_before_devices_are_claimed() {
        assertThat(FirstSteps.of("contoso", overview(0, 0, 0, 0), SetUp.NONE).steps())
                .extracting(FirstSteps.Step::title)
                .containsExactly(
                        "Create a catalog",
                        "Create a product",
                        "Trust a silicon manufacturer",
                        "Import an endorsement list",
                        "Release the operating system",
                        "Claim devices",
                        "Wait for the first attestation",
                        "Upload an application",
                        "Deploy it to a group");
    }

    @Test
    void devices_require_a_product_and_deployments_an_image() {
        FirstSteps steps = FirstSteps.of("contoso", overview(0, 0, 0, 0), SetUp.NONE);

        assertThat(steps.doneCount()).isEqualTo(1);
        assertThat(steps.steps())
                .filteredOn(step -> !step.done() && !step.action().isEmpty())
                .extracting(FirstSteps.Step::title)
                .containsExactly("Create a product", "Trust a silicon manufacturer", "Upload an application");
    }

    @Test
    void the_release_step_names_the_endorsed_parts_without_a_release() {
        List<ManufacturerView> manufacturers = new FakeOwnership().manufacturers();
        SetUp before = SetUp.of(manufacturers, OsParts.of(manufacturers, List.of()));

        FirstSteps.Step release = step(FirstSteps.of("contoso", overview(1, 0, 0, 0), before), "release");
        assertThat(release.done()).isFalse();
        assertThat(release.purpose()).startsWith("No operating system was released for MT3620AN yet.");
        assertThat(release.script())
                .contains("in releases/VERSION/*.imagepackage;", "-w '\\n'", "\"part\":\"MT3620AN\"");

        SetUp after = SetUp.of(
                manufacturers, OsParts.of(manufacturers, new FakeFeeds(new FakeFleet()).releases(FeedClient.MAX)));
        assertThat(FirstSteps.of("contoso", overview(1, 0, 0, 0), after).steps())
                .filteredOn(FirstSteps.Step::done)
                .extracting(FirstSteps.Step::name)
                .containsExactly("catalog", "product", "manufacturer", "endorsements", "release");
    }

    @Test
    void one_manufacturer_needs_both_keys() {
        OsParts parts = OsParts.of(List.of(), List.of());

        assertThat(SetUp.of(List.of(manufacturer(Use.ENDORSEMENTS), manufacturer(Use.OPERATING_SYSTEM)), parts)
                        .trusted())
                .isFalse();
        assertThat(SetUp.of(List.of(manufacturer(Use.values())), parts).trusted())
                .isTrue();
    }

    @Test
    void people_who_are_no_installation_owners_see_the_steps_of_the_catalog() {
        assertThat(FirstSteps.of("contoso", overview(1, 1, 0, 0), null).steps())
                .extracting(FirstSteps.Step::name)
                .containsExactly("catalog", "product", "devices", "attestation", "image", "deployment");
    }

    @Test
    void each_action_is_a_button_and_scripts_get_the_address_of_the_api() {
        FirstSteps steps = FirstSteps.of("contoso", overview(0, 0, 0, 0), null);

        assertThat(new FirstStepsPanel(steps, Role.OWNER).getElement().getOuterHTML())
                .containsOnlyOnce("class=\"hf-button-link hf-next\">Create product")
                .contains("class=\"hf-button-link\">Upload image", ">API=http://localhost:8081/api/v1<");
    }

    @Test
    void each_possible_step_has_a_link_and_a_script() {
        FirstSteps steps = FirstSteps.of("contoso", overview(1, 0, 0, 0), SetUp.NONE);

        assertThat(new FirstStepsPanel(steps, Role.OWNER)
                        .people("contoso")
                        .getElement()
                        .getOuterHTML())
                .contains(
                        "href=\"c/contoso/devices/add\"",
                        "cp ./acme.pem ./acme-os.pem .holdfast/manufacturers/",
                        "-e 's/$/,PRODUCT,GROUP/' devices.txt |",
                        "$API/catalogs/contoso/devices/claim",
                        "./holdfast sim --catalog contoso --devices 10 --trust-simulated-manufacturer",
                        "./holdfast sim pack-application --input samples/hello/approot",
                        "Give other people a role",
                        "href=\"c/contoso/members\"")
                .doesNotContain("Keycloak");
    }

    @Test
    void the_last_steps_with_simulated_devices_upload_and_deploy() {
        FirstSteps steps = FirstSteps.of("contoso", overview(1, 1, 0, 0), null);

        assertThat(step(steps, "image").simulated())
                .containsSubsequence(
                        "sim pack-application", step(steps, "image").script());
        assertThat(step(steps, "deployment").simulated())
                .containsSubsequence(step(steps, "deployment").script(), "sim --catalog contoso --batch=BATCH");
        assertThat(step(steps, "devices").simulatedNote())
                .contains("“From the factory to running devices” in pluton-hsm-sim/README.md");
    }

    @Test
    void a_catalog_with_a_deployment_has_no_steps_left() {
        assertThat(FirstSteps.areOver(overview(1, 1, 1, 1))).isTrue();
        assertThat(FirstSteps.areOver(overview(1, 1, 1, 0))).isFalse();
    }

    @Test
    void the_state_of_a_catalog_is_a_sentence() {
        assertThat(Posture.sentence(new FakeFleet().overview()))
                .isEqualTo(
                        "223 of 240 devices trusted · 14 need attention · 2 unreachable · 2 with anomalies · 1 blocked");
        assertThat(Posture.sentence(overview(1, 0, 0, 0))).isEqualTo("No devices yet");
        Overview claimed = new Overview(
                10, 0, 0, 0, 10, 0, 1, 0, 0, 0, List.of(), List.of(), 0, 0, 0, 0, List.of(), false, List.of());
        assertThat(Posture.sentence(claimed)).isEqualTo("10 devices · no valid attestations");
    }

    @Test
    void every_segment_of_the_bar_has_its_own_health() {
        List<StackedBar.Segment> segments =
                Posture.bar(new FakeFleet().overview()).segments();

        assertThat(segments.stream().map(segment -> Posture.devices(segment).health()))
                .doesNotHaveDuplicates()
                .hasSize(5);
    }

    @Test
    void devices_without_an_os_release_are_no_alarm() {
        Overview overview = new Overview(
                4, 1, 0, 3, 0, 0, 1, 0, 0, 0, List.of(), List.of(), 0, 0, 0, 3, List.of(), false, List.of());

        assertThat(Posture.bar(overview).segments())
                .filteredOn(segment -> segment.count() > 0)
                .extracting(StackedBar.Segment::tone)
                .containsExactly(Tone.AFFIRMING, Tone.UNKNOWN);
        assertThat(Posture.devices(Posture.bar(overview).segments().getLast()).text())
                .isEqualTo("code:os-not-released");
    }

    @Test
    void a_catalog_name_is_proposed_from_its_display_name() {
        assertThat(StartView.CatalogDialog.propose(" Contoso Appliances! ")).isEqualTo("contoso-appliances");
        assertThat(StartView.CatalogDialog.propose("x".repeat(80))).hasSize(50);
        assertThat(StartView.CatalogDialog.propose("x".repeat(49) + " y"))
                .hasSize(49)
                .matches(NewCatalog.NAME);
    }

    /** Returns a manufacturer with a key of each use. */
    private static ManufacturerView manufacturer(Use... uses) {
        return new ManufacturerView(
                "acme",
                ManufacturerView.State.TRUSTED,
                Stream.of(uses)
                        .map(use -> new ManufacturerKeyView(use, "key.pem", Digest.sha256(new byte[] {1})))
                        .toList(),
                0,
                0,
                0,
                List.of(),
                null,
                null,
                null);
    }

    private static FirstSteps.Step step(FirstSteps steps, String name) {
        return steps.steps().stream()
                .filter(step -> step.name().equals(name))
                .findFirst()
                .orElseThrow();
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
                0,
                List.of(),
                false,
                List.of());
    }
}
