package dev.holdfast.backend.attestation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.installation.Operator;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.contract.device.AttestResponse;
import dev.holdfast.contract.device.AttestResponse.Outcome;
import dev.holdfast.contract.device.InternalApi.AttestRequest;
import dev.holdfast.contract.device.InternalApi.ChallengeRequest;
import dev.holdfast.contract.format.Evidence;
import dev.holdfast.contract.id.Nonce;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Attestation after a change of the chip's endorsement or owner. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class OwnershipAttestationTest {
    private static final Map<String, String> GROUP = Map.of("product", "product", "group", "group");

    @Inject
    AttestDevice attestDevice;

    @Inject
    IssueChallenge issueChallenge;

    @Inject
    TestCatalog catalogs;

    private final TestChip chip = new TestChip();
    private CatalogId source;
    private CatalogId target;

    @BeforeEach
    void claim() {
        source = catalogs.create();
        target = catalogs.create();
        catalogs.claim(source, chip);
    }

    @Test
    void a_boot_counter_that_went_back_during_a_transfer_is_found() {
        assertThat(attest(9).outcome()).isEqualTo(Outcome.TRUSTED);

        transfer();

        assertThat(bootCount(target)).isEqualTo(9);
        assertThat(attest(8).outcome()).isEqualTo(Outcome.UNTRUSTED);
        assertThat(attest(10).outcome()).isEqualTo(Outcome.TRUSTED);
        assertThat(attestations(source)).isEqualTo(1);
        assertThat(attestations(target)).isEqualTo(2);
    }

    @Test
    void a_fuse_that_went_back_during_a_transfer_is_found() {
        assertThat(attestWithFuses(1).outcome()).isEqualTo(Outcome.TRUSTED);

        transfer();

        assertThat(attestWithFuses(0).outcome()).isEqualTo(Outcome.UNTRUSTED);
        assertThat(attestWithFuses(1).outcome()).isEqualTo(Outcome.TRUSTED);
    }

    /** Attests with all anti-rollback fuses at {@code floor}. */
    private AttestResponse attestWithFuses(long floor) {
        Evidence evidence =
                TestImages.withFuses(chip.evidence(challenge(), TestImages.measured(TestImages.all())), floor);
        return TestCatalog.await(() -> attestDevice.attest(
                new AttestRequest(chip.device(), chip.generalKey(), chip.token(evidence), "127.0.0.1")));
    }

    @Test
    void a_challenge_from_before_a_transfer_is_invalid() {
        Nonce before = challenge();

        transfer();

        assertThatThrownBy(() -> attest(before, 1)).isInstanceOf(ProblemException.class);
        assertThat(attest(1).outcome()).isEqualTo(Outcome.TRUSTED);
        assertThat(attestations(source)).isZero();
        assertThat(attestations(target)).isEqualTo(1);
    }

    @Test
    void a_chip_with_a_revoked_endorsement_cannot_attest() {
        Nonce before = challenge();
        Map<String, Object> revocation =
                Map.of("deviceIds", List.of(chip.device().text()), "reason", "Found in a bazaar");
        Operator.installationOwner().post("endorsements/revoke", revocation).statusCode(200);

        assertThatThrownBy(this::challenge)
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("revoked: Found in a bazaar");
        assertThatThrownBy(() -> attest(before, 1)).hasMessageContaining("revoked: Found in a bazaar");

        Operator.installationOwner().post("endorsements/restore", revocation).statusCode(200);
        assertThat(attest(1).outcome()).isEqualTo(Outcome.TRUSTED);
    }

    @Test
    void an_unclaimed_device_gets_no_challenge_and_keeps_its_history() {
        attest(3);

        Operator.in(catalogs.name(source), "owner")
                .post(
                        "catalogs/" + catalogs.name(source) + "/devices/unclaim",
                        Map.of("deviceIds", List.of(chip.device().text()), "reason", "Scrapped"))
                .statusCode(200);

        assertThatThrownBy(this::challenge).hasMessageContaining("no catalog has claimed");
        assertThat(attestations(source)).isEqualTo(1);
    }

    /** Transfers the device from the source to the target catalog. */
    private void transfer() {
        String from = catalogs.name(source);
        String to = catalogs.name(target);
        String id = Operator.in(from, "owner")
                .post(
                        "catalogs/" + from + "/transfers",
                        Map.of("to", to, "deviceIds", List.of(chip.device().text()), "note", "Sold"))
                .statusCode(201)
                .extract()
                .path("transfer.id");
        Operator.in(to, "owner")
                .post("catalogs/" + to + "/transfers/" + id + "/accept", GROUP)
                .statusCode(200);
    }

    private Nonce challenge() {
        return TestCatalog.await(() -> issueChallenge.issue(new ChallengeRequest(chip.device(), chip.generalKey())))
                .nonce();
    }

    /** Attests current images with this boot counter. */
    private AttestResponse attest(long bootCount) {
        return attest(challenge(), bootCount);
    }

    private AttestResponse attest(Nonce nonce, long bootCount) {
        Evidence first = chip.evidence(nonce, TestImages.measured(TestImages.all()));
        Evidence evidence = new Evidence(
                first.device(),
                first.nonce(),
                bootCount,
                first.debugState(),
                first.manufacturingState(),
                first.keystoreVersion(),
                first.capabilities(),
                first.measurements(),
                first.customerKey(),
                first.updateKey());
        return TestCatalog.await(() -> attestDevice.attest(
                new AttestRequest(chip.device(), chip.generalKey(), chip.token(evidence), "127.0.0.1")));
    }

    private long bootCount(CatalogId catalog) {
        return catalogs.ofDevice(
                catalog,
                chip.device(),
                "select boot_count from device where catalog_id = $1 and device_id = $2",
                row -> row.getLong(0));
    }

    /** Returns the number of the device's attestations that a catalog has. */
    private long attestations(CatalogId catalog) {
        return catalogs.ofDevice(
                catalog,
                chip.device(),
                "select count(*) from attestation where catalog_id = $1 and device_id = $2",
                row -> row.getLong(0));
    }
}
