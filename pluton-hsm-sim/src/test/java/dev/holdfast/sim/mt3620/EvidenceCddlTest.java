package dev.holdfast.sim.mt3620;

import static org.assertj.core.api.Assertions.assertThat;

import com.authlete.cbor.CBORByteArray;
import com.authlete.cbor.CBORDecoder;
import com.authlete.cbor.CBORItemList;
import dev.holdfast.contract.format.Evidence;
import dev.holdfast.contract.format.EvidenceFormat;
import dev.holdfast.contract.format.EvidenceKind;
import dev.holdfast.contract.format.Measurement;
import dev.holdfast.contract.id.Nonce;
import dev.holdfast.sim.TestInstallation;
import dev.holdfast.sim.factory.BatchOrder;
import dev.holdfast.sim.factory.Factory;
import dev.holdfast.sim.factory.ImageSizes;
import dev.holdfast.sim.mt3620.profile.Profiles;
import dev.holdfast.sim.scenario.FleetPlan;
import dev.holdfast.sim.scenario.Scenario;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Validates evidence of booted chips against the schemas in {@code docs}, with Debian's package {@code cddl}. */
class EvidenceCddlTest {
    private static final TestInstallation INSTALLATION = new TestInstallation();
    private static final Path DOCS = Path.of("../docs");

    @TempDir
    Path directory;

    @Test
    void pluton_evidence_matches_its_schema() throws Exception {
        byte[] evidence = evidence("mt3620", EvidenceKind.PLUTON);

        assertValid("evidence", "evidence", evidence);
        assertValid("evidence", "protected-header", part(evidence, 0));
        assertValid("evidence", "claims", part(evidence, 2));
    }

    @Test
    void psa_evidence_matches_its_schema() throws Exception {
        byte[] evidence = evidence("imx8", EvidenceKind.PSA);

        assertValid("psa-evidence", "psa-evidence", evidence);
        assertValid("psa-evidence", "statement", part(evidence, 1));
        byte[] token = part(evidence, 2);
        assertValid("psa-evidence", "psa-token", token);
        byte[] message = Arrays.copyOfRange(token, 1, token.length);
        assertValid("psa-evidence", "psa-header", part(message, 0));
        assertValid("psa-evidence", "psa-claims", part(message, 2));
    }

    /** Returns evidence of a chip that has booted and has burnt its anti-rollback fuses. */
    private byte[] evidence(String part, EvidenceKind kind) throws Exception {
        Factory factory = Factory.open(directory.resolve("factory"), "sim-silicon");
        Scenario smoke = Scenario.named("smoke");
        String id = factory.manufacture(
                        new BatchOrder(
                                FleetPlan.of(smoke, smoke.seed(), 1),
                                Profiles.text(part),
                                INSTALLATION.keys(),
                                "26.09",
                                ImageSizes.SCALED_DOWN,
                                Optional.empty()),
                        directory.resolve("chips"),
                        made -> {})
                .devices()
                .getFirst()
                .text();
        Mt3620 chip = Mt3620.open(directory.resolve("chips").resolve(id.substring(0, 32)));
        chip.boot();
        chip.confirm();
        chip.pluton().generateClientAuthKeys();
        byte[] bytes = chip.pluton()
                .processAttestation(Nonce.of(new byte[Nonce.LENGTH]))
                .bytes();

        Evidence evidence = EvidenceFormat.verify(bytes);
        assertThat(evidence.kind()).isEqualTo(kind);
        assertThat(evidence.measurements()).isEqualTo(chip.pluton().measurements());
        assertThat(evidence.securityFloors())
                .isEqualTo(evidence.measurements().stream()
                        .map(Measurement::securityVersion)
                        .toList())
                .doesNotContain(0L);
        assertThat(evidence.bootCount()).isEqualTo(1);
        assertThat(evidence.keystoreVersion()).isEqualTo(260900);
        return bytes;
    }

    private static byte[] part(byte[] message, int index) throws IOException {
        CBORItemList parts = (CBORItemList) new CBORDecoder(message).next();
        return ((CBORByteArray) parts.getItems().get(index)).getValue();
    }

    private void assertValid(String file, String rule, byte[] cbor) throws IOException {
        // The program validates against the first rule of a file, so this puts the tested rule first.
        Path schema = Files.writeString(
                directory.resolve("schema.cddl"),
                "root = " + rule + "\n" + Files.readString(DOCS.resolve(file + ".cddl")));
        Path item = Files.write(directory.resolve("item.cbor"), cbor);
        Process cddl = new ProcessBuilder("cddl", "validate", "--cddl", schema.toString(), "--cbor", item.toString())
                .redirectErrorStream(true)
                .start();
        assertThat(new String(cddl.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip())
                .as("%s of %s.cddl (the program is Debian's package cddl)", rule, file)
                .endsWith("is successful");
    }
}
