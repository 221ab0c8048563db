package dev.holdfast.backend.update.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import dev.holdfast.backend.fleet.Fleet;
import dev.holdfast.backend.installation.Gateway;
import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.installation.SiliconManufacturer;
import dev.holdfast.backend.update.image.Packages;
import dev.holdfast.contract.device.DeviceReport;
import dev.holdfast.contract.device.InternalApi.Contact;
import dev.holdfast.contract.device.InternalApi.Contacts;
import dev.holdfast.contract.device.InternalApi.Report;
import dev.holdfast.contract.device.InternalApi.Reports;
import dev.holdfast.contract.device.KeyExchange;
import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.id.DeviceId;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Why a device has not installed the target: the same in the device, its update, the list and the facets. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class DeviceUpdateTest {
    /** States that count as pending. */
    private static final Set<String> PENDING =
            Set.of("UNKNOWN", "OFFERED", "HELD", "DOWNLOADING", "STAGED", "WAITING_FOR_WINDOW", "DEFERRED");

    @Inject
    Gateway gateway;

    private Fleet fleet;
    private DeviceId device;

    @BeforeEach
    void claim() {
        fleet = Fleet.create();
        device = fleet.endorsedChips(1).getFirst();
        fleet.claim("Production", List.of(device));
    }

    @Test
    void a_device_in_a_group_without_a_target_is_not_targeted() {
        requireState("NOT_TARGETED").body("at", equalTo(null)).body("target", equalTo(0));
    }

    @Test
    void each_contact_and_report_moves_the_update_on() {
        long target = deploy();
        requireState("UNKNOWN").body("at", equalTo(null)).body("installed", equalTo(0));

        Instant offered = contact(0, target);
        requireState("OFFERED").body("at", equalTo(offered.toString())).body("target", equalTo((int) target));

        report(DeviceReport.Kind.UPDATE_INSTALLED, target, "");
        requireState("CONFIRMED").body("at", notNullValue()).body("installed", equalTo((int) target));

        // A late contact from before the installation changes nothing.
        contact(offered.minusSeconds(60), target - 1, target);
        requireState("CONFIRMED");
    }

    @Test
    void a_device_reports_each_state_on_its_way_to_the_target() {
        long target = deploy();
        String until = Instant.now()
                .plus(2, ChronoUnit.HOURS)
                .truncatedTo(ChronoUnit.SECONDS)
                .toString();

        reportState(target, Map.of("state", "DOWNLOADING", "percent", "42"));
        requireState("DOWNLOADING").body("percent", equalTo(42)).body("until", equalTo(null));
        reportState(target, Map.of("state", "WAITING_FOR_WINDOW", "until", until));
        requireState("WAITING_FOR_WINDOW").body("until", equalTo(until)).body("percent", equalTo(null));
        reportState(target, Map.of("state", "DEFERRED", "until", until));
        requireState("DEFERRED").body("until", equalTo(until));
        reportState(target, Map.of("state", "DEFERRED", "until", "+999999999-01-01T00:00:00Z"));
        requireState("DEFERRED").body("until", equalTo(null));
        reportState(target, Map.of("state", "STAGED"));
        requireState("STAGED").body("at", notNullValue());
        contact(0, target);
        requireState("STAGED");
        contact(Instant.now(), 0, target, "update/NoUpdates");
        requireState("HELD");
        reportState(target, Map.of("state", "NONSENSE"));
        requireState("HELD");
        reportState(target, Map.of("state", "INSTALLED"));
        requireState("INSTALLED").body("installed", equalTo((int) target));
        reportState(target, Map.of("state", "DOWNLOADING", "percent", "7"));
        requireState("INSTALLED");

        fleet.owner().get(fleet.path("devices/" + device + "/reports")).body("items", empty());
    }

    @Test
    void a_device_that_stayed_untrusted_with_the_target_has_returned() {
        long target = deploy();
        report(DeviceReport.Kind.UPDATE_FAILED, target, "stayed-untrusted");

        requireState("RETURNED").body("code", equalTo("stayed-untrusted"));
        reportState(target, Map.of("state", "STAGED"));
        requireState("RETURNED");
    }

    @Test
    void a_policy_that_holds_the_target_is_named_until_the_target_is_offered() {
        long target = deploy();
        Instant held = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        contact(held, 0, target, "update/NoUpdates");
        requireState("HELD")
                .body("code", equalTo("update/NoUpdates"))
                .body("policy.id", equalTo("update/NoUpdates"))
                .body("policy.title", equalTo("No updates"))
                .body("at", equalTo(held.toString()));
        deployment().body("held", equalTo(1));

        contact(0, target);
        requireState("OFFERED").body("code", equalTo("")).body("policy", equalTo(null));
        deployment().body("held", equalTo(0));

        contact(Instant.now(), 0, target, "update/OsOnly");
        requireState("HELD").body("code", equalTo("update/OsOnly"));
    }

    @Test
    void a_failure_keeps_its_error_until_the_device_installs_the_target() {
        long target = deploy();
        report(DeviceReport.Kind.UPDATE_FAILED, target, "image-rolled-back");
        requireState("FAILED").body("code", equalTo("image-rolled-back"));

        contact(0, target);
        requireState("FAILED").body("code", equalTo("image-rolled-back"));

        contact(target, 0);
        requireState("INSTALLED").body("code", equalTo(""));
    }

    @Test
    void a_device_that_reports_earlier_images_has_returned() {
        long first = deploy();
        report(DeviceReport.Kind.UPDATE_INSTALLED, first, "");
        long second = deploy();
        requireState("UNKNOWN").body("installed", equalTo((int) first));
        report(DeviceReport.Kind.UPDATE_INSTALLED, second, "");

        contact(first, second);
        requireState("RETURNED").body("code", equalTo("")).body("installed", equalTo((int) first));

        report(DeviceReport.Kind.UPDATE_FAILED, second, "did-not-boot");
        requireState("RETURNED").body("code", equalTo("did-not-boot"));
        fleet.owner().get(fleet.path("deployments")).body("items.failed", contains(1, 0));
    }

    @Test
    void a_step_about_an_earlier_target_says_nothing_about_the_new_one() {
        long first = deploy();
        long second = deploy();

        contact(0, first);
        requireState("UNKNOWN").body("at", notNullValue());
        report(DeviceReport.Kind.UPDATE_FAILED, first, "image-rolled-back");
        requireState("UNKNOWN").body("code", equalTo("")).body("target", equalTo((int) second));
    }

    /** Deploys a new image to the group. Returns the target's version. */
    private long deploy() {
        ImagePackage image = Packages.application(Packages.newComponent(), "blinky");
        fleet.owner()
                .upload(fleet.path("images"), "application/octet-stream", image.bytes())
                .statusCode(201);
        fleet.owner()
                .post(
                        fleet.path("products/Thermostat/groups/Production/deployments"),
                        Map.of("imageIds", List.of(image.metadata().image().text())))
                .statusCode(201);
        UUID group = Objects.requireNonNull(
                gateway.assignment(SiliconManufacturer.witness(device)).groupId());
        return gateway.target(group, "MT3620AN", SiliconManufacturer.witness(device))
                .current()
                .version();
    }

    private ValidatableResponse deployment() {
        return fleet.owner().get(fleet.path("products/Thermostat/groups/Production/deployments/.default"));
    }

    private Instant contact(long installed, long offered) {
        return contact(Instant.now().truncatedTo(ChronoUnit.MILLIS), installed, offered);
    }

    private Instant contact(Instant at, long installed, long offered) {
        return contact(at, installed, offered, "");
    }

    private Instant contact(Instant at, long installed, long offered, String heldBy) {
        gateway.post(
                "contacts",
                new Contacts(List.of(new Contact(
                        SiliconManufacturer.witness(device), at, installed, KeyExchange.X25519, offered, heldBy))));
        return at;
    }

    private void report(DeviceReport.Kind kind, long version, String error) {
        gateway.post(
                "reports",
                new Reports(List.of(new Report(
                        SiliconManufacturer.witness(device),
                        new DeviceReport(
                                UUID.randomUUID(),
                                Instant.now(),
                                kind,
                                Map.of("manifestVersion", Long.toString(version), "error", error))))));
    }

    private void reportState(long version, Map<String, String> detail) {
        Map<String, String> all = new HashMap<>(detail);
        all.put("manifestVersion", Long.toString(version));
        assertThat(gateway.post(
                                "reports",
                                new Reports(List.of(new Report(
                                        SiliconManufacturer.witness(device),
                                        new DeviceReport(
                                                UUID.randomUUID(),
                                                Instant.now(),
                                                DeviceReport.Kind.UPDATE_STATE,
                                                all)))))
                        .statusCode())
                .isEqualTo(204);
    }

    /** Requires that device, list and facets show a state. Returns the update of the device. */
    private ValidatableResponse requireState(String state) {
        String word = state.toLowerCase(Locale.ROOT).replace('_', '-');
        fleet.owner().get(fleet.path("devices/" + device)).body("update.state", equalTo(state));
        fleet.owner().get(fleet.path("devices?filter=update:" + word)).body("total", equalTo(1));
        fleet.owner().get(fleet.path("devices?filter=-update:" + word)).body("total", equalTo(0));
        String facet = PENDING.contains(state) ? "pending" : word;
        fleet.owner()
                .get(fleet.path("devices/facets"))
                .body("facets.find { it.name == 'update' }.values.label", contains(facet));
        return fleet.owner()
                .get(fleet.path("devices/" + device + "/update"))
                .statusCode(200)
                .body("state", equalTo(state));
    }
}
