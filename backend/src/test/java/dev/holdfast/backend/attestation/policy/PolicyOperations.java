package dev.holdfast.backend.attestation.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.backend.attestation.AttestDevice;
import dev.holdfast.backend.attestation.IssueChallenge;
import dev.holdfast.backend.attestation.TestCatalog;
import dev.holdfast.backend.attestation.TestChip;
import dev.holdfast.backend.attestation.TestImages;
import dev.holdfast.backend.attestation.policy.replay.RunReplays;
import dev.holdfast.backend.attestation.reference.ReferenceValue;
import dev.holdfast.backend.installation.Operator;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.contract.device.AttestResponse;
import dev.holdfast.contract.device.InternalApi.AttestRequest;
import dev.holdfast.contract.device.InternalApi.ChallengeRequest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Saves, replays and activates policies, and attests devices. The {@code key} of a policy is "catalog", "product-" and its ID, "group-" and
 * its ID, or "default" for the shipped policy. Version 0 stands for the removal of a policy.
 */
@Singleton
public class PolicyOperations {
    /** Maximum duration of a replay. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final TestCatalog catalogs;
    private final RunReplays runReplays;
    private final AttestDevice attestDevice;
    private final IssueChallenge issueChallenge;

    PolicyOperations(
            TestCatalog catalogs, RunReplays runReplays, AttestDevice attestDevice, IssueChallenge issueChallenge) {
        this.catalogs = catalogs;
        this.runReplays = runReplays;
        this.attestDevice = attestDevice;
        this.issueChallenge = issueChallenge;
    }

    /** Returns a policy under which devices with fewer boots are outdated, so they may only update. */
    public static String atLeast(int boots) {
        return """
                title: At least %1$d boots
                description: For tests.
                rules:
                  - id: too-young
                    when: evidence.bootCount < %1$d
                    severity: warning
                    effect: repair-only
                    reason: It booted {evidence.bootCount} times, which is less than %1$d.
                    remediation: Boot it again.
                """.formatted(boots);
    }

    /** Returns a person with a role in the whole catalog. */
    public Operator in(CatalogId catalog, String role) {
        return Operator.in(catalogs.name(catalog), role);
    }

    public String path(CatalogId catalog, String rest) {
        return "catalogs/" + catalogs.name(catalog) + "/" + rest;
    }

    /** Saves a version of a policy, as a contributor. */
    public ValidatableResponse save(CatalogId catalog, String key, String policy) {
        return in(catalog, "contributor")
                .post(
                        path(catalog, "policies/" + key + "/versions"),
                        Map.of("policy", policy, "comment", "For a test."));
    }

    /** Starts a replay, runs it to its end and returns its GUID. */
    public String replay(CatalogId catalog, String key, int version) {
        String id = in(catalog, "contributor")
                .post(path(catalog, "policies/" + key + "/versions/" + version + "/replays"), Map.of())
                .statusCode(201)
                .extract()
                .path("id");
        end(catalog, id);
        return id;
    }

    /** Runs a replay to its end, possibly while the schedule runs it too. */
    public void end(CatalogId catalog, String replay) {
        Instant end = Instant.now().plus(PATIENCE);
        do {
            assertThat(Instant.now()).as("the replay does not end").isBefore(end);
            TestCatalog.await(runReplays::run);
        } while (report(catalog, replay).extract().path("state").equals("RUNNING"));
    }

    /** Returns the report of a replay. */
    public ValidatableResponse report(CatalogId catalog, String replay) {
        return in(catalog, "reader").get(path(catalog, "replays/" + replay)).statusCode(200);
    }

    /** Returns the impact of activating the version of a replay. */
    public ValidatableResponse impact(CatalogId catalog, String replay) {
        return in(catalog, "reader")
                .get(path(catalog, "replays/" + replay + "/activation-impact"))
                .statusCode(200);
    }

    /** Activates a version, as a publisher. {@code replay} is the ID of its replay; null for none. */
    public ValidatableResponse activate(CatalogId catalog, String key, int version, @Nullable String replay) {
        return in(catalog, "publisher")
                .post(path(catalog, "policies/" + key + "/activations"), activation(version, replay));
    }

    /** Returns the body of an activation request. Null leaves the replay out. */
    public static Map<String, Object> activation(int version, @Nullable String replay) {
        Map<String, Object> activation = new HashMap<>();
        activation.put("version", version);
        if (replay != null) {
            activation.put("replay", replay);
        }
        activation.put("comment", "For a test.");
        return activation;
    }

    /** Saves, replays and activates a policy. Returns its version. */
    public int establish(CatalogId catalog, String key, String policy) {
        int version = save(catalog, key, policy).statusCode(201).extract().path("version");
        activate(catalog, key, version, replay(catalog, key, version)).statusCode(200);
        return version;
    }

    /** Returns a new device in the catalog's group. */
    public TestChip device(CatalogId catalog) {
        TestChip chip = new TestChip();
        catalogs.claim(catalog, chip);
        return chip;
    }

    /** Attests with current images in the first boot. */
    public AttestResponse attest(TestChip chip) {
        return attest(chip, TestImages.all());
    }

    public AttestResponse attest(TestChip chip, List<ReferenceValue> images) {
        var challenge =
                TestCatalog.await(() -> issueChallenge.issue(new ChallengeRequest(chip.device(), chip.generalKey())));
        var evidence = chip.evidence(challenge.nonce(), TestImages.measured(images));
        return TestCatalog.await(() -> attestDevice.attest(
                new AttestRequest(chip.device(), chip.generalKey(), chip.token(evidence), "127.0.0.1")));
    }

    /** Returns policy id and version of a device's newest attestation. */
    public String decidedBy(CatalogId catalog, TestChip chip) {
        return catalogs.ofDevice(
                catalog,
                chip.device(),
                "select policy_id || ' ' || policy_version as value from attestation"
                        + " where catalog_id = $1 and device_id = $2 order by attestation_id desc limit 1",
                row -> row.getString("value"));
    }

    /**
     * Adds devices to the catalog's group. Each gets a copy of every attestation in the catalog, with another nonce, because nonces are
     * unique. The device IDs are numbers from 1.
     */
    public void clones(CatalogId catalog, int count) {
        catalogs.list(catalog, """
                with made as (
                    insert into device (catalog_id, device_id, group_id, claimed_at)
                    select $1, decode(lpad(to_hex(n), 128, '0'), 'hex'), $1, now() from generate_series(1, $2) n
                    returning device_id
                )
                insert into attestation (catalog_id, device_id, at, trust, policy_id, policy_version, findings,
                    state_id, boot_count, debug_state, remote_address, nonce, evidence, evidence_cut, result)
                select a.catalog_id, m.device_id, a.at, a.trust, a.policy_id, a.policy_version, a.findings, a.state_id,
                    a.boot_count, a.debug_state, a.remote_address, sha256(m.device_id), a.evidence, a.evidence_cut, a.result
                from made m, attestation a where a.catalog_id = $1
                returning 1 as one""", row -> row, catalog, count);
    }

    /** Creates a running replay of version 1 of the catalog's policy, leased by another backend. */
    public UUID replayLeasedByAnotherBackend(CatalogId catalog, Instant leasedUntil) {
        return catalogs.list(catalog, """
                        insert into policy_replay (catalog_id, replay_id, scope, scope_id, version, state, started_by,
                            started_at, from_time, policy_revision, reference_revision, os_revision, candidate_scope,
                            candidate_scope_id, candidate_version, devices_total, runner, leased_until)
                        select $1, gen_random_uuid(), 'CATALOG', $1, 1, 'RUNNING', 'someone', now(),
                            now() - interval '1 day', coalesce((select revision from policy_revision), 0),
                            (select revision from reference_revision), (select revision from os_revision), 'CATALOG', $1, 1,
                            (select count(*) from device), gen_random_uuid(), $2
                        returning replay_id""", row -> row.getUUID("replay_id"), catalog, leasedUntil)
                .getFirst();
    }
}
