package dev.holdfast.backend.update.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.backend.attestation.AttestDevice;
import dev.holdfast.backend.attestation.IssueChallenge;
import dev.holdfast.backend.attestation.TestCatalog;
import dev.holdfast.backend.attestation.TestChip;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.update.feed.TestOs;
import dev.holdfast.backend.update.manifest.RenewManifests;
import dev.holdfast.contract.device.AttestResponse.Outcome;
import dev.holdfast.contract.device.InternalApi.AttestRequest;
import dev.holdfast.contract.device.InternalApi.ChallengeRequest;
import dev.holdfast.contract.id.Nonce;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/** Groups whose devices run an operating system that only they have, and its rollouts. */
@Singleton
class SystemFleets {
    /** Version that the feed Retail offers at first. */
    static final long OLD = 260_900;

    static final long NEW = 261_000;

    private final TestCatalog catalogs;
    private final TestRollouts rollouts;
    private final StartSystemRollouts startSystemRollouts;
    private final RenewManifests renewManifests;
    private final IssueChallenge issueChallenge;
    private final AttestDevice attestDevice;

    SystemFleets(
            TestCatalog catalogs,
            TestRollouts rollouts,
            StartSystemRollouts startSystemRollouts,
            RenewManifests renewManifests,
            IssueChallenge issueChallenge,
            AttestDevice attestDevice) {
        this.catalogs = catalogs;
        this.rollouts = rollouts;
        this.startSystemRollouts = startSystemRollouts;
        this.renewManifests = renewManifests;
        this.issueChallenge = issueChallenge;
        this.attestDevice = attestDevice;
    }

    record SystemFleet(CatalogId catalog, TestOs os, List<TestChip> chips) {}

    /** Creates a group with devices, whose manifest set has the first version. */
    SystemFleet create(int devices) {
        CatalogId catalog = catalogs.createEmpty();
        TestOs os = TestOs.ofNewPart();
        List<TestChip> chips = Stream.generate(TestChip::new)
                .limit(devices)
                .peek(chip -> catalogs.claim(catalog, chip, os.part()))
                .toList();
        os.release("Retail", OLD);
        renew();
        return new SystemFleet(catalog, os, chips);
    }

    void renew() {
        TestCatalog.await(renewManifests::renew);
    }

    void start() {
        TestCatalog.await(startSystemRollouts::start);
    }

    /** Activates an update policy for the catalog. */
    void activate(CatalogId catalog, String operatingSystem) {
        String path = rollouts.path(catalog, "policies/update-catalog/");
        String policy = """
                title: Releases
                description: For tests.
                schedule: {operatingSystem: %s}
                rules: []
                """.formatted(operatingSystem);
        rollouts.owner(catalog)
                .post(path + "versions", Map.of("policy", policy, "comment", "A try"))
                .statusCode(201);
        rollouts.owner(catalog)
                .post(path + "activations", Map.of("version", 1, "comment", "A try"))
                .statusCode(200);
    }

    void requireApproval(CatalogId catalog) {
        catalogs.update(
                catalog,
                "update device_group set requires_approval = true where catalog_id = $1 and name = 'group'",
                catalog);
    }

    /** Returns the rollout that starts, after its first phase has opened. */
    UUID started(CatalogId catalog) {
        start();
        UUID rollout = all(catalog).getFirst();
        rollouts.advance(catalog, rollout);
        return rollout;
    }

    /** Returns the rollouts of the catalog in the order of their creation. */
    List<UUID> all(CatalogId catalog) {
        return catalogs.list(
                catalog,
                "select rollout_id from rollout where catalog_id = $1 order by created_at",
                row -> row.getUUID("rollout_id"),
                catalog);
    }

    RolloutState state(CatalogId catalog, UUID rollout) {
        return rollouts.read(catalog, rollout).state();
    }

    /** The devices install a rollout of the new version, and attest it. */
    void succeed(SystemFleet fleet, UUID rollout, List<TestChip> devices) {
        for (TestChip chip : devices) {
            rollouts.install(fleet.catalog(), rollout, chip);
            assertThat(attest(fleet, chip, NEW)).isEqualTo(Outcome.TRUSTED);
        }
    }

    Outcome attest(SystemFleet fleet, TestChip chip, long version) {
        Nonce nonce = TestCatalog.await(
                        () -> issueChallenge.issue(new ChallengeRequest(chip.device(), chip.generalKey())))
                .nonce();
        return TestCatalog.await(() -> attestDevice.attest(new AttestRequest(
                        chip.device(),
                        chip.generalKey(),
                        chip.token(chip.evidence(nonce, fleet.os().measured(version))),
                        "127.0.0.1")))
                .outcome();
    }

    /** Returns the version of the manifest sets of the group. */
    long target(CatalogId catalog) {
        return catalogs.list(
                        catalog,
                        "select target_manifest from device_group where catalog_id = $1 and name = 'group'",
                        row -> row.getLong("target_manifest"),
                        catalog)
                .getFirst();
    }

    /** Returns cohort and release of each manifest set, such as {@code CURRENT null} for a set without an operating system. */
    List<String> sets(CatalogId catalog) {
        return catalogs.list(
                catalog,
                "select cohort, release_id from manifest_set where catalog_id = $1",
                row -> row.getString("cohort") + " " + row.getUUID("release_id"),
                catalog);
    }
}
