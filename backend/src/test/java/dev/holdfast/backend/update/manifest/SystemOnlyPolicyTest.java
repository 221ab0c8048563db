package dev.holdfast.backend.update.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.holdfast.backend.fleet.Fleet;
import dev.holdfast.backend.installation.Gateway;
import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.installation.OnVertx;
import dev.holdfast.backend.installation.SiliconManufacturer;
import dev.holdfast.backend.update.feed.TestOs;
import dev.holdfast.backend.update.image.Packages;
import dev.holdfast.contract.device.InternalApi.CohortTarget;
import dev.holdfast.contract.device.InternalApi.Offer;
import dev.holdfast.contract.device.InternalApi.Target;
import dev.holdfast.contract.device.InternalApi.TargetImage;
import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.id.ImageId;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Update policies of a scope above the group that offer only the operating system. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class SystemOnlyPolicyTest {
    private static final String PRODUCTION = "products/Thermostat/groups/Production";
    private static final String CATALOG = "update-catalog";

    private final TestOs os = TestOs.ofNewPart();

    @Inject
    Gateway gateway;

    @Inject
    OpenedRollouts rollouts;

    @Inject
    RenewManifests renewManifests;

    @Inject
    Vertx vertx;

    private Fleet fleet = new Fleet("");
    private List<DeviceId> devices = List.of();
    private ImageId deployed = new ImageId(UUID.randomUUID());

    @BeforeEach
    void a_group_with_a_deployment() {
        fleet = Fleet.create();
        devices = fleet.endorsedChips(os.part(), 2);
        fleet.claim("Production", devices);
        deployed = upload();
        deploy(deployed).statusCode(201);
    }

    @Test
    void the_operating_system_moves_and_the_deployment_stays() {
        os.release("Retail", 260_900);
        renew();
        save(CATALOG, "target.hasApplications");
        fleet.owner()
                .get(fleet.path("policies/update-catalog/versions/1/preview"))
                .statusCode(200)
                .body("groups.find { it.group == 'Production' }.newlyHeld", equalTo(0));
        activate(CATALOG);
        CohortTarget before = target().current();

        os.release("Retail", 261_000);
        renew();

        CohortTarget after = target().current();
        assertThat(after.version()).isGreaterThan(before.version());
        assertThat(after.images())
                .hasSameSizeAs(before.images())
                .filteredOn(before.images()::contains)
                .extracting(TargetImage::image)
                .containsExactly(deployed);
        assertThat(offer(after).hasSystem()).isTrue();
        assertThat(offer(after).hasApplications()).isFalse();
        deploy(upload()).statusCode(409).body("detail", containsString("update/catalog"));
    }

    @Test
    void a_nearer_policy_that_depends_on_the_device_counts_applications() {
        os.release("Retail", 260_900);
        renew();
        activated(CATALOG, "true");
        assertThat(offer(target().current()).hasApplications()).isFalse();

        activated("update-group-" + group(), "target.hasApplications && device.trust == 'TRUSTED'");

        assertThat(offer(target().current()).hasApplications()).isTrue();
        deploy(upload()).statusCode(201);
    }

    @Test
    void a_set_without_an_operating_system_counts_as_one_with_applications() {
        activated(CATALOG, "true");

        assertThat(offer(target().current()).hasSystem()).isFalse();
        assertThat(offer(target().current()).hasApplications()).isTrue();
    }

    @Test
    void the_images_of_an_open_rollout_count_as_applications() {
        os.release("Retail", 260_900);
        renew();
        rollouts.start(fleet.catalogId(), group(), upload(), devices.subList(0, 1));

        activated(CATALOG, "target.hasApplications");

        CohortTarget next = Objects.requireNonNull(target().next()).target();
        assertThat(offer(next).hasApplications()).isTrue();
        assertThat(offer(target().current()).hasApplications()).isFalse();
    }

    private ImageId upload() {
        ImagePackage image = Packages.application(Packages.newComponent(), "blinky");
        fleet.owner()
                .upload(fleet.path("images"), "application/octet-stream", image.bytes())
                .statusCode(201);
        return image.metadata().image();
    }

    private ValidatableResponse deploy(ImageId image) {
        return fleet.owner().post(fleet.path(PRODUCTION + "/deployments"), Map.of("imageIds", List.of(image.text())));
    }

    private void activated(String key, String condition) {
        save(key, condition);
        activate(key);
    }

    /** Saves the first version of a policy. */
    private void save(String key, String condition) {
        fleet.owner()
                .post(
                        fleet.path("policies/" + key + "/versions"),
                        Map.of("policy", policy(condition), "comment", "A try"))
                .statusCode(201);
    }

    private static String policy(String condition) {
        return """
                title: OS only
                description: For tests.
                rules:
                  - id: no-applications
                    when: "%s"
                    severity: notice
                    effect: system-only
                    reason: A reason.
                    remediation: Do something.
                """.formatted(condition);
    }

    private void activate(String key) {
        fleet.owner()
                .post(fleet.path("policies/" + key + "/activations"), Map.of("version", 1, "comment", "A try"))
                .statusCode(200);
        renew();
    }

    private void renew() {
        OnVertx.await(vertx, renewManifests::renew);
    }

    private UUID group() {
        return Objects.requireNonNull(gateway.assignment(SiliconManufacturer.witness(devices.getFirst()))
                .groupId());
    }

    private Target target() {
        return gateway.target(group(), os.part(), SiliconManufacturer.witness(devices.getFirst()));
    }

    private static Offer offer(CohortTarget target) {
        return Objects.requireNonNull(target.offer());
    }
}
