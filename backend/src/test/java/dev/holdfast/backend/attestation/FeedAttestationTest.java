package dev.holdfast.backend.attestation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import dev.holdfast.backend.installation.Gateway;
import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.installation.Operator;
import dev.holdfast.backend.installation.Schedule;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.update.feed.TestOs;
import dev.holdfast.backend.update.manifest.RenewManifests;
import dev.holdfast.contract.device.AttestResponse.Outcome;
import dev.holdfast.contract.device.InternalApi.AttestRequest;
import dev.holdfast.contract.device.InternalApi.ChallengeRequest;
import dev.holdfast.contract.device.InternalApi.Contact;
import dev.holdfast.contract.device.InternalApi.Contacts;
import dev.holdfast.contract.device.KeyExchange;
import dev.holdfast.contract.format.Evidence;
import dev.holdfast.contract.format.Measurement;
import dev.holdfast.contract.id.Nonce;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Reference values from OS feeds, in catalogs without their own. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class FeedAttestationTest {
    /** Security version of the OS release 26.09. */
    private static final long OLD = 260_900;
    /** Security version of the OS release 26.10. */
    private static final long NEW = 261_000;

    private static final String FREEZE = """
            title: Change freeze
            description: For tests.
            rules:
              - id: freeze
                when: "true"
                severity: notice
                effect: hold
                reason: A reason.
                remediation: Wait.
            """;

    @Inject
    TestCatalog catalogs;

    @Inject
    IssueChallenge issueChallenge;

    @Inject
    AttestDevice attestDevice;

    @Inject
    Gateway gateway;

    @Inject
    RenewManifests renewManifests;

    @Inject
    Schedule schedule;

    private final TestOs os = TestOs.ofNewPart();
    /** A chip in a group that follows the feed Retail. */
    private final TestChip retail = new TestChip();
    /** A chip in another catalog, whose group follows the feed RetailEval. */
    private final TestChip evaluating = new TestChip();

    private CatalogId catalog;

    @BeforeEach
    void claim() {
        // A renewal of the schedule that began before a release can win against the test's.
        schedule.pause();
        catalog = catalogs.createEmpty();
        catalogs.claim(catalog, retail, os.part());
        CatalogId other = catalogs.createEmpty();
        catalogs.follow(other, "RetailEval");
        catalogs.claim(other, evaluating, os.part());
    }

    @AfterEach
    void resume() {
        schedule.resume();
    }

    @Test
    void a_feed_release_is_trusted_in_every_catalog() {
        assertThat(attest(retail, OLD)).isEqualTo(Outcome.UNTRUSTED);

        os.release("Retail", OLD);

        assertThat(attest(retail, OLD)).isEqualTo(Outcome.TRUSTED);
        assertThat(attest(evaluating, OLD)).isEqualTo(Outcome.TRUSTED);
    }

    @Test
    void before_the_first_release_the_only_reason_is_the_missing_release() {
        os.release("RetailEval", OLD);

        assertThat(attest(retail, OLD)).isEqualTo(Outcome.UNTRUSTED);

        String path = "catalogs/" + catalogs.name(catalog);
        Operator reader = Operator.in(catalogs.name(catalog), "reader");
        reader.get(path + "/devices/" + retail.device() + "/attestations")
                .body("items[0].findings.code", contains("os-not-released"))
                .body("items[0].findings[0].message", containsString(os.part() + " in feed Retail"));
        reader.get(path + "/overview").body("notReleased", equalTo(1));
    }

    @Test
    void an_evaluation_release_affects_only_its_groups() {
        os.release("Retail", OLD);
        String release = os.release("RetailEval", NEW);

        TestCatalog.await(renewManifests::renew);
        assertThat(attest(retail, OLD)).isEqualTo(Outcome.TRUSTED);
        assertThat(attest(evaluating, OLD)).isEqualTo(Outcome.OUTDATED);
        assertThat(attest(evaluating, NEW)).isEqualTo(Outcome.TRUSTED);
        assertThat(attest(retail, NEW)).isEqualTo(Outcome.UNTRUSTED);

        TestOs.promote(release).statusCode(200);
        TestCatalog.await(renewManifests::renew);

        assertThat(attest(retail, OLD)).isEqualTo(Outcome.OUTDATED);
        assertThat(attest(retail, NEW)).isEqualTo(Outcome.TRUSTED);
    }

    @Test
    void a_device_without_a_group_may_run_what_is_in_retail() {
        os.release("Retail", OLD);
        os.release("RetailEval", NEW);
        catalogs.unassign(catalog, retail);

        assertThat(attest(retail, OLD)).isEqualTo(Outcome.TRUSTED);
        assertThat(attest(retail, NEW)).isEqualTo(Outcome.UNTRUSTED);
    }

    @Test
    void a_release_for_another_part_does_not_count() {
        TestOs.ofNewPart().release("Retail", OLD);

        assertThat(attest(retail, OLD)).isEqualTo(Outcome.UNTRUSTED);
    }

    @Test
    void a_withdrawn_release_is_trusted_until_retired_and_never_required() {
        os.release("Retail", OLD);
        String bad = os.release("Retail", NEW);
        TestCatalog.await(renewManifests::renew);
        assertThat(attest(retail, OLD)).isEqualTo(Outcome.OUTDATED);

        TestOs.withdraw(bad, "KEEP");
        TestCatalog.await(renewManifests::renew);

        assertThat(attest(retail, OLD)).isEqualTo(Outcome.TRUSTED);
        assertThat(attest(retail, NEW)).isEqualTo(Outcome.TRUSTED);

        TestOs.withdraw(bad, "RETIRE");
        TestCatalog.await(renewManifests::renew);

        assertThat(attest(evaluating, OLD)).isEqualTo(Outcome.TRUSTED);
        assertThat(attest(retail, NEW)).isEqualTo(Outcome.UNTRUSTED);
    }

    @Test
    void a_target_is_reached_after_its_whole_operating_system_is_attested() {
        os.release("Retail", OLD);
        os.release("Retail", NEW);
        TestCatalog.await(renewManifests::renew);
        assertThat(target()).isPositive();

        List<Measurement> almost = new ArrayList<>(os.measured(NEW));
        almost.set(2, os.measured(OLD).get(2));
        assertThat(attest(retail, almost)).isEqualTo(Outcome.OUTDATED);
        assertThat(attested()).isZero();

        assertThat(attest(retail, NEW)).isEqualTo(Outcome.TRUSTED);

        assertThat(attested()).isEqualTo(target());
        Operator.in(catalogs.name(catalog), "reader")
                .get("catalogs/" + catalogs.name(catalog) + "/devices/" + retail.device() + "/update")
                .body("state", equalTo("ATTESTED"))
                .body("at", notNullValue())
                .body("code", equalTo(""));
    }

    @Test
    void a_device_that_waits_for_a_window_is_not_outdated() {
        TestChip early = new TestChip();
        catalogs.claim(catalog, early, os.part());
        os.release("Retail", OLD);
        TestCatalog.await(renewManifests::renew);
        activate("""
                title: Closed
                description: For tests.
                schedule: {blackouts: ["2020-01-01/2099-12-31"]}
                rules: []
                """);
        os.release("Retail", NEW);
        TestCatalog.await(renewManifests::renew);

        assertThat(attest(retail, OLD)).isEqualTo(Outcome.TRUSTED);
        assertThat(attest(early, NEW)).isEqualTo(Outcome.TRUSTED);

        endWait();

        assertThat(attest(retail, OLD)).isEqualTo(Outcome.OUTDATED);
        assertThat(attest(early, NEW)).isEqualTo(Outcome.TRUSTED);
    }

    @Test
    void a_pinned_device_is_not_outdated() {
        os.release("Retail", OLD);
        String release = os.release("Retail", NEW);
        TestCatalog.await(renewManifests::renew);
        assertThat(attest(retail, OLD)).isEqualTo(Outcome.OUTDATED);

        change("pinned_at = now(), pinned_by = 'olivia', pinned_reason = 'In use'");
        assertThat(attest(retail, OLD)).isEqualTo(Outcome.TRUSTED);
        TestRollout.ofRelease(catalogs, catalog, os.part(), UUID.fromString(release), target() + 1)
                .open(retail);
        assertThat(attest(retail, OLD)).isEqualTo(Outcome.TRUSTED);

        change("pinned_at = null, pinned_by = null, pinned_reason = null");
        assertThat(attest(retail, OLD)).isEqualTo(Outcome.OUTDATED);
    }

    @Test
    void a_device_that_its_update_policy_holds_is_not_outdated() {
        os.release("Retail", OLD);
        TestCatalog.await(renewManifests::renew);
        activate(FREEZE);
        os.release("Retail", NEW);
        TestCatalog.await(renewManifests::renew);
        assertThat(attest(retail, OLD)).as("may not have polled yet").isEqualTo(Outcome.TRUSTED);
        endWait();
        assertThat(attest(retail, OLD)).as("not held").isEqualTo(Outcome.OUTDATED);

        poll("update/catalog");
        assertThat(attest(retail, OLD)).isEqualTo(Outcome.TRUSTED);

        os.release("Retail", NEW + 100);
        TestCatalog.await(renewManifests::renew);
        assertThat(attest(retail, OLD)).as("held until its next poll").isEqualTo(Outcome.TRUSTED);
        endWait();
        assertThat(attest(retail, OLD)).isEqualTo(Outcome.OUTDATED);

        poll("update/catalog");
        assertThat(attest(retail, OLD)).isEqualTo(Outcome.TRUSTED);
        assertThat(attest(retail, NEW)).isEqualTo(Outcome.TRUSTED);
    }

    @Test
    void only_the_update_policy_in_effect_holds_devices() {
        os.release("Retail", OLD);
        TestCatalog.await(renewManifests::renew);
        os.release("Retail", NEW);
        TestCatalog.await(renewManifests::renew);
        poll("update/catalog");
        assertThat(attest(retail, OLD)).as("no policy").isEqualTo(Outcome.OUTDATED);

        activate(FREEZE);
        assertThat(attest(retail, OLD)).isEqualTo(Outcome.TRUSTED);

        change("update_code = 'update/group-" + catalog + "'");
        assertThat(attest(retail, OLD)).as("another policy").isEqualTo(Outcome.OUTDATED);

        change("update_code = 'update/catalog'");
        Operator.in(catalogs.name(catalog), "owner")
                .post(
                        "catalogs/" + catalogs.name(catalog) + "/policies/update-catalog/rollback",
                        Map.of("comment", "Back"))
                .statusCode(200);
        assertThat(attest(retail, OLD)).as("the policy ended").isEqualTo(Outcome.OUTDATED);
    }

    /** Stores that the retail device polled for the target and that a policy held it. */
    private void poll(String policy) {
        gateway.post(
                "contacts",
                new Contacts(List.of(
                        new Contact(retail.witness(), Instant.now(), 0, KeyExchange.X25519, target(), policy))));
    }

    /** Changes the row of the retail device. */
    private void change(String columns) {
        catalogs.update(catalog, "update device set " + columns + " where device_id = $1", retail.device());
    }

    /** Ends the time in which devices may wait with the sets of the catalog. */
    private void endWait() {
        catalogs.update(
                catalog,
                "update manifest_set set late_from = now() - interval '1 hour' where catalog_id = $1",
                catalog);
    }

    /** Activates an update policy for the catalog. */
    private void activate(String policy) {
        String path = "catalogs/" + catalogs.name(catalog) + "/policies/update-catalog/";
        Operator owner = Operator.in(catalogs.name(catalog), "owner");
        owner.post(path + "versions", Map.of("policy", policy, "comment", "A try"))
                .statusCode(201);
        owner.post(path + "activations", Map.of("version", 1, "comment", "A try"))
                .statusCode(200);
    }

    @Test
    void a_release_makes_a_device_outdated_only_after_its_own_set_offers_it() {
        TestChip outside = new TestChip();
        catalogs.claim(catalog, outside, os.part());
        os.releaseWithKeystore("Retail", OLD);
        TestCatalog.await(renewManifests::renew);
        catalogs.hold(catalog);
        String release = os.releaseWithKeystore("Retail", NEW);
        assertThat(attestWithKeystore(retail, OLD)).isEqualTo(Outcome.TRUSTED);

        TestRollout.ofRelease(catalogs, catalog, os.part(), UUID.fromString(release), target() + 1)
                .open(retail);

        assertThat(attestWithKeystore(retail, OLD)).isEqualTo(Outcome.OUTDATED);
        assertThat(attestWithKeystore(outside, OLD)).isEqualTo(Outcome.TRUSTED);
        assertThat(attestWithKeystore(retail, NEW)).isEqualTo(Outcome.TRUSTED);
        assertThat(attestWithKeystore(outside, NEW))
                .as("good, but not required")
                .isEqualTo(Outcome.TRUSTED);
    }

    @Test
    void a_release_that_no_set_offers_makes_no_device_outdated() {
        catalogs.hold(catalog);
        os.releaseWithKeystore("Retail", OLD);
        os.releaseWithKeystore("Retail", NEW);

        assertThat(attestWithKeystore(retail, OLD)).isEqualTo(Outcome.TRUSTED);
        assertThat(attestWithKeystore(retail, NEW)).isEqualTo(Outcome.TRUSTED);
    }

    @Test
    void a_device_shows_its_running_and_available_release() {
        Operator reader = Operator.in(catalogs.name(catalog), "reader");
        String path = "catalogs/" + catalogs.name(catalog) + "/devices/" + retail.device();
        reader.get(path).body("lastAvailableOsVersion", equalTo("")).body("osVersion", equalTo(""));

        os.release("Retail", OLD);
        attest(retail, OLD);
        os.release("Retail", NEW);
        TestCatalog.await(renewManifests::renew);

        reader.get(path).body("lastAvailableOsVersion", equalTo("26.10")).body("osVersion", equalTo("26.09"));
        reader.get("catalogs/" + catalogs.name(catalog) + "/devices")
                .body("items.lastAvailableOsVersion", contains("26.10"));
    }

    /** Returns the manifest version that the group's devices should run; 0 for none. */
    private long target() {
        return gateway.target(catalog.value(), os.part(), retail.witness())
                .current()
                .version();
    }

    /** Returns the newest manifest version whose images the device attested; 0 for none. */
    private long attested() {
        return catalogs.ofDevice(
                catalog,
                retail.device(),
                "select attested_manifest from device where catalog_id = $1 and device_id = $2",
                row -> row.getLong("attested_manifest"));
    }

    /** Attests the operating system of a release. */
    private Outcome attest(TestChip chip, long version) {
        return attest(chip, os.measured(version));
    }

    /** Attests the operating system of a release with a keystore. */
    private Outcome attestWithKeystore(TestChip chip, long version) {
        return attest(chip, TestImages.with(chip.evidence(challenge(chip), os.measured(version)), 1, version));
    }

    private Outcome attest(TestChip chip, List<Measurement> measurements) {
        return attest(chip, chip.evidence(challenge(chip), measurements));
    }

    private Outcome attest(TestChip chip, Evidence evidence) {
        AttestRequest request = new AttestRequest(chip.device(), chip.generalKey(), chip.token(evidence), "127.0.0.1");
        return TestCatalog.await(() -> attestDevice.attest(request)).outcome();
    }

    private Nonce challenge(TestChip chip) {
        return TestCatalog.await(() -> issueChallenge.issue(new ChallengeRequest(chip.device(), chip.generalKey())))
                .nonce();
    }
}
