package dev.holdfast.backend.attestation.policy;

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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What people do with policies, and what devices get by them, in the words of a test. */
@Singleton
class PolicyDesk {
    private static final int PATIENCE = 200;

    private final TestCatalog catalogs;
    private final RunReplays runReplays;
    private final AttestDevice attestDevice;
    private final IssueChallenge issueChallenge;

    PolicyDesk(TestCatalog catalogs, RunReplays runReplays, AttestDevice attestDevice, IssueChallenge issueChallenge) {
        this.catalogs = catalogs;
        this.runReplays = runReplays;
        this.attestDevice = attestDevice;
        this.issueChallenge = issueChallenge;
    }

    /** A policy that lets devices of fewer boots only repair themselves. */
    static String atLeast(int boots) {
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

    Operator in(CatalogId catalog, String role) {
        return Operator.in(catalogs.name(catalog), role);
    }

    String path(CatalogId catalog, String rest) {
        return "catalogs/" + catalogs.name(catalog) + "/" + rest;
    }

    ValidatableResponse save(CatalogId catalog, String key, String policy) {
        return in(catalog, "contributor")
                .post(
                        path(catalog, "policies/" + key + "/versions"),
                        Map.of("policy", policy, "comment", "For a test."));
    }

    /** Starts a replay, runs it to its end and returns its GUID. */
    String replay(CatalogId catalog, String key, int version) {
        String id = in(catalog, "contributor")
                .post(path(catalog, "policies/" + key + "/versions/" + version + "/replays"), Map.of())
                .statusCode(201)
                .extract()
                .path("id");
        for (int i = 0; i < PATIENCE; i++) {
            TestCatalog.await(runReplays::run);
            if (!report(catalog, id).extract().path("state").equals("RUNNING")) {
                return id;
            }
        }
        throw new AssertionError("the replay does not end");
    }

    ValidatableResponse report(CatalogId catalog, String replay) {
        return in(catalog, "reader").get(path(catalog, "replays/" + replay)).statusCode(200);
    }

    ValidatableResponse activate(CatalogId catalog, String key, int version, @Nullable String replay) {
        return in(catalog, "publisher")
                .post(path(catalog, "policies/" + key + "/activations"), activation(version, replay));
    }

    static Map<String, Object> activation(int version, @Nullable String replay) {
        Map<String, Object> activation = new HashMap<>();
        activation.put("version", version);
        if (replay != null) {
            activation.put("replay", replay);
        }
        activation.put("comment", "For a test.");
        return activation;
    }

    /** Saves, replays and activates. */
    int establish(CatalogId catalog, String key, String policy) {
        int version = save(catalog, key, policy).statusCode(201).extract().path("version");
        activate(catalog, key, version, replay(catalog, key, version)).statusCode(201);
        return version;
    }

    TestChip device(CatalogId catalog) {
        TestChip chip = new TestChip();
        catalogs.claim(catalog, chip);
        return chip;
    }

    AttestResponse attest(TestChip chip) {
        return attest(chip, TestImages.all());
    }

    AttestResponse attest(TestChip chip, List<ReferenceValue> images) {
        var challenge =
                TestCatalog.await(() -> issueChallenge.issue(new ChallengeRequest(chip.device(), chip.generalKey())));
        var evidence = chip.evidence(challenge.nonce(), TestImages.measured(images));
        return TestCatalog.await(() -> attestDevice.attest(
                new AttestRequest(chip.device(), chip.generalKey(), chip.token(evidence), "127.0.0.1")));
    }

    /** Returns policy id and version of a device's newest attestation. */
    String decidedBy(CatalogId catalog, TestChip chip) {
        return catalogs.ofDevice(
                catalog,
                chip.device(),
                "select policy_id || ' ' || policy_version as value from attestation"
                        + " where catalog_id = $1 and device_id = $2 order by attestation_id desc limit 1",
                row -> row.getString("value"));
    }
}
