package dev.holdfast.backend.update.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.nullValue;

import dev.holdfast.backend.fleet.Fleet;
import dev.holdfast.backend.installation.Gateway;
import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.installation.OnVertx;
import dev.holdfast.backend.installation.PublicKeys;
import dev.holdfast.backend.installation.SiliconManufacturer;
import dev.holdfast.backend.update.feed.TestOs;
import dev.holdfast.contract.device.InternalApi.Assignment;
import dev.holdfast.contract.device.InternalApi.CohortTarget;
import dev.holdfast.contract.device.InternalApi.Contact;
import dev.holdfast.contract.device.InternalApi.Contacts;
import dev.holdfast.contract.device.KeyExchange;
import dev.holdfast.contract.format.FormatException;
import dev.holdfast.contract.format.InstallRules;
import dev.holdfast.contract.format.ManifestSet;
import dev.holdfast.contract.format.ManifestSetFormat;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.OperatorApi;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Update policies that operators write: inheritance, windows in manifest sets, preview. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class OperatorUpdatePolicyTest {
    private static final String PRODUCTION = "products/Thermostat/groups/Production";
    private static final String WINDOWS = """
            title: At night
            description: For tests.
            schedule:
              windows: ["Mon-Sun 22:00-05:00"]
              blackouts: ["2099-12-24/2099-12-26"]
              deadline: P14D
            delivery: {deferAtMost: PT12H}
            rules: []
            """;

    private final TestOs os = TestOs.ofNewPart();

    @Inject
    Gateway gateway;

    @Inject
    RenewManifests renewManifests;

    @Inject
    Vertx vertx;

    private Fleet fleet;
    private DeviceId device;

    @BeforeEach
    void a_device_with_a_target() {
        fleet = Fleet.create();
        device = fleet.endorsedChips(os.part(), 1).getFirst();
        fleet.claim("Production", List.of(device));
        os.release("Retail", 260_900);
        renew();
    }

    @Test
    void the_policy_of_the_nearest_scope_applies_until_it_is_removed() {
        activated("update-catalog", holding("false"));
        assertThat(policy()).isEqualTo("update/catalog");

        String group = "update-group-" + groupId();
        activated(group, holding("true"));
        assertThat(policy()).isEqualTo("update/group-" + groupId());

        fleet.owner()
                .post(fleet.path("policies/" + group + "/rollback"), Map.of("comment", "Back"))
                .statusCode(200)
                .body("activeVersion", equalTo(0))
                .body("effectiveKey", equalTo("update-catalog"));
        assertThat(policy()).isEqualTo("update/catalog");

        activate("update-catalog", 0).statusCode(200).body("effectiveKey", equalTo("update-default"));
        assertThat(policy()).isEqualTo("update/UpdateAll");
    }

    @Test
    void a_held_device_has_the_title_of_the_active_policy() {
        activated("update-catalog", holding("true"));
        save("update-catalog", holding("true").replace("title: Test", "title: Not active"));
        gateway.post(
                "contacts",
                new Contacts(List.of(new Contact(
                        SiliconManufacturer.witness(device),
                        Instant.now(),
                        0,
                        KeyExchange.X25519,
                        target().version(),
                        policy()))));

        fleet.owner()
                .get(fleet.path("devices/" + device + "/update"))
                .body("state", equalTo("HELD"))
                .body("policy.id", equalTo("update/catalog"))
                .body("policy.title", equalTo("Test"));
    }

    @Test
    void a_group_without_updates_stays_without_them() {
        activated("update-catalog", holding("false"));

        settings(Map.of("updatePolicy", "NoUpdates"));

        assertThat(policy()).isEqualTo("update/NoUpdates");
    }

    @Test
    void attestation_and_update_policies_of_a_scope_do_not_touch_each_other() {
        activated("update-catalog", holding("false"));

        fleet.owner()
                .get(fleet.path("policies/catalog"))
                .statusCode(200)
                .body("activeVersion", equalTo(0))
                .body("newestVersion", equalTo(0));
        fleet.owner().get(fleet.path("policies")).statusCode(200).body("items.key", contains("catalog"));
        fleet.owner()
                .get(fleet.path("policies?kind=update"))
                .statusCode(200)
                .body("items.key", contains("update-catalog"));
        fleet.owner()
                .post(fleet.path("policies/catalog/versions"), Map.of("policy", WINDOWS, "comment", "Wrong kind"))
                .statusCode(422)
                .body("detail", containsString("schedule"));
        fleet.owner()
                .post(fleet.path("policies/update-catalog/versions/1/replays"), Map.of())
                .statusCode(404);
    }

    @Test
    void the_signed_set_has_the_windows_in_the_time_zone_of_the_group() throws FormatException {
        ManifestSet before = set();
        assertThat(before.rules()).isEqualTo(InstallRules.ANY_TIME);
        settings(Map.of("timeZone", "Europe/Amsterdam"));

        activated("update-catalog", WINDOWS);

        ManifestSet after = set();
        assertThat(after.version()).as("signed again").isEqualTo(before.version());
        assertThat(after.rules().windows().orElseThrow())
                .hasSizeBetween(7, 8)
                .anySatisfy(window -> assertThat(window.from()
                                .atZone(ZoneId.of("Europe/Amsterdam"))
                                .toLocalTime())
                        .isEqualTo(LocalTime.of(22, 0)));
        assertThat(after.rules().blackouts()).isEmpty();
        assertThat(after.rules().longestDeferral()).contains(Duration.ofHours(12));
        assertThat(after.rules().deadline().orElseThrow())
                .isBetween(
                        before.issuedAt().plus(Duration.ofDays(14)),
                        after.issuedAt().plus(Duration.ofDays(14)));
    }

    @Test
    void the_install_times_of_a_group_are_those_of_the_policy_that_applies() throws FormatException {
        installTimes()
                .body("policy.title", equalTo("All updates"))
                .body("anyTime", equalTo(true))
                .body("deadline", nullValue());

        String closed = LocalDate.now(ZoneOffset.UTC).plusDays(30).toString();
        activated("update-catalog", WINDOWS.replace("2099-12-24/2099-12-26", closed));

        InstallRules signed = set().rules();
        installTimes()
                .body("policy.id", equalTo("update/catalog"))
                .body("policy.title", equalTo("At night"))
                .body("timeZone", equalTo("UTC"))
                .body("anyTime", equalTo(false))
                .body("windows.size()", allOf(greaterThan(6), lessThan(9)))
                .body(
                        "windows[1].from",
                        equalTo(signed.windows().orElseThrow().get(1).from().toString()))
                .body("blackouts.from", contains(closed + "T00:00:00Z"))
                .body("deadline", equalTo(signed.deadline().orElseThrow().toString()))
                .body("emergency", equalTo(false));
    }

    @Test
    void the_deadline_does_not_move_when_the_set_is_signed_again() throws FormatException {
        activated("update-catalog", WINDOWS);
        Optional<?> deadline = set().rules().deadline();

        settings(Map.of("timeZone", "Asia/Tokyo"));
        renew();

        assertThat(set().rules().deadline()).isEqualTo(deadline);
    }

    @Test
    void an_unknown_time_zone_is_refused() {
        put(Map.of("timeZone", "Europe/Atlantis")).statusCode(400).body("errors.field", contains("timeZone"));
    }

    @Test
    void a_preview_counts_devices_that_would_be_held_by_group() {
        DeviceId canary = fleet.endorsedChips(os.part(), 1).getFirst();
        fleet.claim("Production", List.of(canary));
        fleet.owner()
                .request()
                .contentType("application/json")
                .header("If-Match", "*")
                .body(Map.of("name", "", "tags", List.of("canary"), "notes", ""))
                .put(OperatorApi.BASE + fleet.path("devices/" + canary + "/description"))
                .then()
                .statusCode(200);

        save("update-catalog", holding("!('canary' in device.tags)"));

        fleet.owner()
                .get(fleet.path("policies/update-catalog/versions/1/preview"))
                .statusCode(200)
                .body("devices", equalTo(2))
                .body("changed", equalTo(1))
                .body("groups.find { it.group == 'Production' }.newlyHeld", equalTo(1))
                .body("groups.find { it.group == 'Production' }.held", equalTo(0))
                .body("groups.find { it.group == 'Production' }.withholds.changes.newOsVersion", contains("26.09"))
                .body("groups.find { it.group == 'Production' }.withholds.changes.devices", contains(1))
                .body("groups.find { it.group == 'Production' }.withholds.bytes", greaterThan(0))
                .body("groups.find { it.group == 'Production' }.offers.changes", empty());
        assertThat(policy()).as("a preview changes nothing").isEqualTo("update/UpdateAll");
        fleet.owner().get(fleet.path("policies/catalog/versions/0/preview")).statusCode(404);
        activate("update-catalog", 1).statusCode(200);
        fleet.owner()
                .get(fleet.path("policies/update-catalog/versions/0/preview"))
                .body("groups.find { it.group == 'Production' }.newlyOffered", equalTo(1))
                .body("groups.find { it.group == 'Production' }.offers.changes.osVersion", contains(""))
                .body("groups.find { it.group == 'Production' }.offers.changes.newOsVersion", contains("26.09"))
                .body("groups.find { it.group == 'Production' }.offers.bytes", greaterThan(0))
                .body("groups.find { it.group == 'Production' }.withholds.changes", empty());
    }

    private static String holding(String condition) {
        return """
                title: Test
                description: For tests.
                rules:
                  - id: test
                    when: "%s"
                    severity: notice
                    effect: hold
                    reason: A reason.
                    remediation: Do something.
                """.formatted(condition);
    }

    private void save(String key, String policy) {
        fleet.owner()
                .post(fleet.path("policies/" + key + "/versions"), Map.of("policy", policy, "comment", "A try"))
                .statusCode(201);
    }

    private void activated(String key, String policy) {
        save(key, policy);
        activate(key, 1).statusCode(200).body("activeVersion", equalTo(1));
    }

    private ValidatableResponse activate(String key, int version) {
        return fleet.owner()
                .post(fleet.path("policies/" + key + "/activations"), Map.of("version", version, "comment", "A try"));
    }

    private void settings(Map<String, String> changed) {
        put(changed).statusCode(200);
    }

    private ValidatableResponse put(Map<String, String> changed) {
        Map<String, Object> body = new HashMap<>(Map.of(
                "description",
                "",
                "osFeedType",
                "Retail",
                "updatePolicy",
                "UpdateAll",
                "allowCrashDumpsCollection",
                "Disabled",
                "regionalDataBoundary",
                "None"));
        body.putAll(changed);
        return fleet.owner()
                .request()
                .contentType("application/json")
                .header("If-Match", "*")
                .body(body)
                .put(OperatorApi.BASE + fleet.path(PRODUCTION))
                .then();
    }

    private ValidatableResponse installTimes() {
        return fleet.owner().get(fleet.path(PRODUCTION + "/install-times")).statusCode(200);
    }

    private void renew() {
        OnVertx.await(vertx, renewManifests::renew);
    }

    private String policy() {
        return Objects.requireNonNull(target().offer()).policy().id();
    }

    private ManifestSet set() throws FormatException {
        renew();
        return ManifestSetFormat.verify(target().manifestSet().bytes(), PublicKeys.setKey());
    }

    private UUID groupId() {
        return Objects.requireNonNull(assignment().groupId());
    }

    private Assignment assignment() {
        return gateway.assignment(SiliconManufacturer.witness(device));
    }

    private CohortTarget target() {
        Assignment assignment = assignment();
        return gateway.target(groupId(), assignment.part(), SiliconManufacturer.witness(device))
                .current();
    }
}
