package dev.holdfast.backend.attestation;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.holdfast.backend.fleet.Fleet;
import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.installation.Operator;
import dev.holdfast.backend.installation.SiliconManufacturer;
import dev.holdfast.contract.format.Evidence;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.id.Nonce;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Claims of chips that are not reserved for a catalog need a proof of possession. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class ProofOfPossessionTest {
    private final TestChip chip = new TestChip();
    private Fleet fleet;

    @BeforeEach
    void endorse() {
        fleet = Fleet.create();
        Operator.installationOwner()
                .upload(
                        "endorsements",
                        "application/jose",
                        SiliconManufacturer.endorse(List.of(chip.device())).getBytes(StandardCharsets.US_ASCII))
                .statusCode(200);
    }

    @Test
    void a_claim_without_proof_is_refused_with_instructions() {
        claim(fleet, chip, List.of())
                .statusCode(200)
                .body("claimed", equalTo(0))
                .body("refused.code", contains("PROOF_NEEDED"))
                .body("refused[0].reason", containsString("devices/claim-challenge"));
    }

    @Test
    void evidence_over_a_challenge_claims_a_chip_in_json_and_csv() {
        claim(fleet, chip, List.of(proof(chip, challenge(fleet, chip)))).body("claimed", equalTo(1));

        TestChip second = new TestChip();
        Operator.installationOwner()
                .upload(
                        "endorsements",
                        "application/jose",
                        SiliconManufacturer.endorse(List.of(second.device())).getBytes(StandardCharsets.US_ASCII))
                .statusCode(200);
        String csv = "DeviceId,ProductName,DeviceGroupName,Proof\n" + second.device() + ",Thermostat,Production,"
                + proof(second, challenge(fleet, second)).base64();
        fleet.owner()
                .upload(fleet.path("devices/claim"), "text/csv", csv.getBytes(StandardCharsets.UTF_8))
                .statusCode(200)
                .body("claimed", equalTo(1));
    }

    @Test
    void claiming_again_with_the_same_proof_changes_nothing() {
        Blob proof = proof(chip, challenge(fleet, chip));
        claim(fleet, chip, List.of(proof)).body("claimed", equalTo(1));

        claim(fleet, chip, List.of(proof)).body("claimed", equalTo(0)).body("unchanged", equalTo(1));
    }

    @Test
    void a_foreign_or_forged_challenge_proves_nothing() {
        Fleet other = Fleet.create();

        for (Nonce nonce :
                List.of(challenge(other, chip), challenge(fleet, new TestChip()), Nonce.of(new byte[Nonce.LENGTH]))) {
            claim(fleet, chip, List.of(proof(chip, nonce)))
                    .statusCode(200)
                    .body("refused.code", contains("PROOF_REFUSED"))
                    .body("refused[0].reason", containsString("15 minutes"));
        }
    }

    @Test
    void foreign_or_altered_evidence_proves_nothing() {
        TestChip other = new TestChip();
        claim(fleet, chip, List.of(proof(other, challenge(fleet, chip))))
                .statusCode(400)
                .body("errors.field", contains("proofs[0]"));
        byte[] changed = proof(chip, challenge(fleet, chip)).bytes();
        changed[changed.length - 1] ^= 1;
        claim(fleet, chip, List.of(Blob.of(changed)))
                .statusCode(400)
                .body("errors[0].message", containsString("is invalid"));
    }

    @Test
    void evidence_signed_to_attest_proves_no_possession() {
        // A stolen gateway can send the challenge of a claim to an unclaimed chip that only wants to attest.
        Evidence evidence = chip.evidence(challenge(fleet, chip), TestImages.measured(TestImages.all()));

        claim(fleet, chip, List.of(chip.token(evidence)))
                .statusCode(400)
                .body("errors[0].message", containsString("signed it to attest"));
    }

    @Test
    void possession_does_not_claim_a_chip_reserved_for_another_catalog() {
        TestChip stolen = new TestChip();
        Operator.installationOwner()
                .upload(
                        "endorsements",
                        "application/jose",
                        SiliconManufacturer.endorseFor(Fleet.create().catalog(), List.of(stolen.device()))
                                .getBytes(StandardCharsets.US_ASCII))
                .statusCode(200);

        claim(fleet, stolen, List.of(proof(stolen, challenge(fleet, stolen))))
                .body("refused.code", contains("NOT_FOUND"));
    }

    @Test
    void a_challenge_reveals_nothing_about_the_device() {
        fleet.owner()
                .post(
                        fleet.path("devices/claim-challenge"),
                        Map.of("deviceIds", List.of(new TestChip().device().text())))
                .statusCode(200)
                .body("challenges.size()", equalTo(1));
        fleet.owner()
                .post(fleet.path("devices/claim-challenge"), Map.of("deviceIds", List.of()))
                .statusCode(400);
    }

    /** Requests a challenge for a claim. */
    private static Nonce challenge(Fleet fleet, TestChip chip) {
        return Nonce.parse(fleet.owner()
                .post(
                        fleet.path("devices/claim-challenge"),
                        Map.of("deviceIds", List.of(chip.device().text())))
                .statusCode(200)
                .extract()
                .path("challenges[0].nonce"));
    }

    /** Returns a proof of possession: evidence of the chip over the challenge. */
    private static Blob proof(TestChip chip, Nonce nonce) {
        return chip.token(TestImages.forClaim(chip.evidence(nonce, TestImages.measured(TestImages.all()))));
    }

    /** Claims the chip into Thermostat / Production. {@code proofs} may be empty. */
    private static ValidatableResponse claim(Fleet fleet, TestChip chip, List<Blob> proofs) {
        return fleet.owner()
                .post(
                        fleet.path("devices/claim"),
                        Map.of(
                                "product",
                                "Thermostat",
                                "group",
                                "Production",
                                "deviceIds",
                                List.of(chip.device().text()),
                                "proofs",
                                proofs.stream().map(Blob::base64).toList()));
    }
}
