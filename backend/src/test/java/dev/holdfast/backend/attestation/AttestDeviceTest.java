package dev.holdfast.backend.attestation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.backend.attestation.challenge.ChallengePurpose;
import dev.holdfast.backend.attestation.challenge.Challenges;
import dev.holdfast.backend.attestation.record.ListAttestations;
import dev.holdfast.backend.attestation.reference.ReferenceValue;
import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.pki.OpenSsl;
import dev.holdfast.backend.pki.vault.KeyVault;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.list.PageParameters;
import dev.holdfast.backend.platform.list.Slice;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.contract.device.AttestResponse;
import dev.holdfast.contract.device.AttestResponse.Outcome;
import dev.holdfast.contract.device.InternalApi.AttestRequest;
import dev.holdfast.contract.device.InternalApi.ChallengeRequest;
import dev.holdfast.contract.device.KeyExchange;
import dev.holdfast.contract.format.AttestationResult;
import dev.holdfast.contract.format.AttestationResultFormat;
import dev.holdfast.contract.format.Evidence;
import dev.holdfast.contract.format.EvidenceFormat;
import dev.holdfast.contract.format.EvidenceKind;
import dev.holdfast.contract.format.FormatException;
import dev.holdfast.contract.format.ImageType;
import dev.holdfast.contract.format.Measurement;
import dev.holdfast.contract.format.TrustTier;
import dev.holdfast.contract.format.TrustworthinessVector;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.id.Nonce;
import dev.holdfast.contract.operator.attestation.AttestationView;
import dev.holdfast.contract.operator.attestation.DeviationKind;
import dev.holdfast.contract.operator.attestation.MeasurementVerdict;
import dev.holdfast.contract.operator.device.Trust;
import dev.holdfast.contract.problem.ProblemType;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.UriInfo;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Attestation from the challenge to the certificates: outcomes, refusals, and what the database stores. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class AttestDeviceTest {
    @Inject
    AttestDevice attestDevice;

    @Inject
    IssueChallenge issueChallenge;

    @Inject
    Challenges challenges;

    @Inject
    ListAttestations listAttestations;

    @Inject
    UriInfo uri;

    @Inject
    TestCatalog catalogs;

    @Inject
    KeyVault vault;

    @TempDir
    Path folder;

    private final TestChip chip = new TestChip();
    private CatalogId catalog;

    @BeforeEach
    void claim() {
        catalog = catalogs.create();
        catalogs.claim(catalog, chip);
    }

    @Test
    void a_trusted_device_gets_two_certificates_that_openssl_verifies() throws FormatException {
        AttestResponse response = attest(chip, TestImages.all());

        assertThat(response.outcome()).isEqualTo(Outcome.TRUSTED);
        OpenSsl openSsl = new OpenSsl(folder);
        assertThat(openSsl.verify(vault.root().pem(), String.valueOf(response.customerCertificate())))
                .endsWith("leaf.pem: OK\n");
        assertThat(openSsl.verify(vault.root().pem(), String.valueOf(response.updateCertificate())))
                .endsWith("leaf.pem: OK\n");
        assertThat(AttestationResultFormat.verify(
                                response.result().bytes(), vault.resultKey().publicKey())
                        .status())
                .isEqualTo(TrustTier.AFFIRMING);
        assertThat(device("trust")).isEqualTo("TRUSTED");
        assertThat(device("certificate_expires is not null")).isEqualTo("true");
        assertThat(device("os_version")).isEqualTo("1");
        assertThat(strings("select usage from issued_certificate where catalog_id = $1 and device_id = $2 order by 1"))
                .containsExactly("CUSTOMER", "UPDATE");
    }

    @Test
    void a_device_with_an_altered_kernel_gets_no_certificate() throws FormatException {
        List<Measurement> altered = new ArrayList<>(TestImages.measured(TestImages.all()));
        int kernel = altered.indexOf(TestImages.measured(TestImages.KERNEL));
        altered.set(
                kernel,
                new Measurement(
                        ImageType.NORMAL_WORLD_KERNEL,
                        TestImages.KERNEL.component(),
                        TestImages.KERNEL.image(),
                        Digest.sha256(new byte[] {1}),
                        1));

        AttestResponse response = attest(chip, chip.evidence(challenge(chip), altered));

        assertThat(response.outcome()).isEqualTo(Outcome.UNTRUSTED);
        assertThat(response.customerCertificate()).isNull();
        assertThat(response.updateCertificate()).isNull();
        assertThat(AttestationResultFormat.verify(
                                response.result().bytes(), vault.resultKey().publicKey())
                        .findings())
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.code()).isEqualTo("measurement-unknown");
                    assertThat(finding.subject()).isEqualTo("NormalWorldKernel");
                });
        assertThat(device("trust || ' ' || reason_code")).isEqualTo("UNTRUSTED measurement-unknown");
        assertThat(strings("select payload ->> 'to' from outbox where catalog_id = $1 and subject = encode($2, 'hex')"))
                .containsExactly("UNTRUSTED");
        assertThat(strings("select detail from audit_entry where catalog_id = $1 and subject = encode($2, 'hex')"))
                .singleElement()
                .asString()
                .startsWith("Trust changed from unknown to untrusted: Unknown NormalWorldKernel");
        assertThat(attestations()).singleElement().satisfies(view -> {
            assertThat(view.trust()).isEqualTo(Trust.UNTRUSTED);
            assertThat(view.findings().getFirst().remediation()).isNotEmpty();
            assertThat(view.measurements().get(kernel).verdict()).isEqualTo(MeasurementVerdict.MISMATCH);
            assertThat(view.measurements().get(kernel).expectedDigest()).isEqualTo(TestImages.KERNEL.digest());
        });
    }

    @Test
    void a_device_with_an_old_operating_system_gets_only_an_update_certificate() {
        catalogs.release(catalog, TestImages.image(ImageType.NORMAL_WORLD_KERNEL, "kernel", 2));

        AttestResponse response = attest(chip, TestImages.all());

        assertThat(response.outcome()).isEqualTo(Outcome.OUTDATED);
        assertThat(response.customerCertificate()).isNull();
        assertThat(response.updateCertificate()).isNotNull();
    }

    @Test
    void a_release_counts_from_the_next_attestation_on() {
        assertThat(attest(chip, TestImages.all()).outcome()).isEqualTo(Outcome.TRUSTED);

        catalogs.release(catalog, TestImages.image(ImageType.ROOT_FS, "rootfs", 2));

        assertThat(attest(chip, TestImages.all()).outcome()).isEqualTo(Outcome.OUTDATED);
    }

    @Test
    void a_rolled_back_component_is_refused() {
        ReferenceValue newer = TestImages.image(ImageType.NORMAL_WORLD_KERNEL, "kernel", 2);
        catalogs.release(catalog, newer);
        List<ReferenceValue> images = TestImages.all();
        images.set(images.indexOf(TestImages.KERNEL), newer);
        assertThat(attest(chip, images).outcome()).isEqualTo(Outcome.TRUSTED);

        attest(chip, TestImages.all());

        assertThat(device("trust || ' ' || reason_code")).isEqualTo("UNTRUSTED measurement-rolled-back");
    }

    @ParameterizedTest
    @EnumSource
    void fuses_and_deviations_are_stored(EvidenceKind kind) {
        assertThat(attestWithFuses(kind, 1).outcome()).isEqualTo(Outcome.TRUSTED);
        assertThat(attestations().getFirst().deviations()).isEmpty();

        assertThat(attestWithFuses(kind, 0).outcome()).isEqualTo(Outcome.UNTRUSTED);

        assertThat(device("reason_code")).isEqualTo("fuse-rollback");
        assertThat(attestations().getFirst().deviations())
                .hasSize(TestImages.all().size())
                .allSatisfy(deviation -> {
                    assertThat(deviation.kind()).isEqualTo(DeviationKind.FUSE_ROLLBACK);
                    assertThat(deviation.expected()).isEqualTo("at least 1");
                    assertThat(deviation.reported()).isEqualTo("0");
                });

        assertThat(attestWithFuses(kind, 2).outcome()).isEqualTo(Outcome.UNTRUSTED);
        assertThat(device("reason_code")).isEqualTo("component-below-fuse");
    }

    /**
     * Attests with all anti-rollback fuses at {@code floor}, the lowest security version that the chip boots. All images have version 1.
     */
    private AttestResponse attestWithFuses(EvidenceKind kind, long floor) {
        List<Measurement> measured = TestImages.measured(TestImages.all());
        Nonce nonce = challenge(chip);
        return attest(
                chip,
                TestImages.withFuses(
                        kind == EvidenceKind.PSA ? chip.psaEvidence(nonce, measured) : chip.evidence(nonce, measured),
                        floor));
    }

    @Test
    void a_replayed_nonce_is_refused_and_changes_nothing() {
        Nonce nonce = challenge(chip);
        attest(chip, chip.evidence(nonce, TestImages.measured(TestImages.all())));

        assertRefused(() -> attest(chip, chip.evidence(nonce, List.of())), "spent");

        assertThat(device("trust")).isEqualTo("TRUSTED");
        assertThat(attestations()).hasSize(1);
    }

    @Test
    void concurrent_uses_of_one_nonce_succeed_once() throws InterruptedException {
        Nonce nonce = challenge(chip);
        AttestRequest request = request(chip, chip.evidence(nonce, TestImages.measured(TestImages.all())));

        List<Boolean> answers = atOnce(Collections.nCopies(50, () -> isAnswered(request)));

        assertThat(answers).containsOnlyOnce(true);
        assertThat(attestations()).hasSize(1);
    }

    @Test
    void evidence_of_one_device_on_the_connection_of_another_is_refused() {
        TestChip other = new TestChip();
        catalogs.claim(catalog, other);
        Evidence evidence = other.evidence(challenge(other), TestImages.measured(TestImages.all()));

        assertRefused(
                () -> attestDevice(
                        new AttestRequest(chip.device(), chip.generalKey(), other.token(evidence), "127.0.0.1")),
                "not from the connected device");
    }

    @Test
    void a_group_with_post_quantum_connections_refuses_attestations_over_others() {
        catalogs.update(catalog, "update device_group set requires_post_quantum = true where group_id = $1", catalog);

        assertRefused(() -> attest(chip, List.of()), "key-exchange");
        assertRefused(() -> attestOver(KeyExchange.X25519), "key-exchange");
        assertThat(attestOver(KeyExchange.X25519MLKEM768).outcome()).isEqualTo(Outcome.TRUSTED);
    }

    @Test
    void a_challenge_of_another_device_is_refused() {
        TestChip other = new TestChip();
        catalogs.claim(catalog, other);

        assertRefused(() -> attest(chip, chip.evidence(challenge(other), List.of())), "not issued for");
    }

    @Test
    void a_challenge_from_the_previous_catalog_is_refused() {
        Nonce nonce = challenges.issue(chip.device(), catalogs.create().value(), ChallengePurpose.ATTEST);

        assertRefused(() -> attest(chip, chip.evidence(nonce, List.of())), "nonce-catalog");
    }

    @Test
    void a_psa_device_gets_certificates_and_its_result_names_kind_group_and_evidence() throws FormatException {
        catalogs.deploy(catalog, TestImages.APPLICATION, 7);
        AttestRequest request = request(chip, chip.psaEvidence(challenge(chip), TestImages.measured(TestImages.all())));
        AttestResponse response = attestDevice(request);

        assertThat(response.outcome()).isEqualTo(Outcome.TRUSTED);
        assertThat(response.customerCertificate()).isNotNull();
        AttestationResult result = AttestationResultFormat.verify(
                response.result().bytes(), vault.resultKey().publicKey(), catalog.value());
        assertThat(result.kind()).isEqualTo(EvidenceKind.PSA);
        assertThat(result.group()).isEqualTo(catalog.value());
        assertThat(result.lowestSetVersion()).isEqualTo(7);
        assertThat(result.evidence()).isEqualTo(Digest.sha256(request.evidence().bytes()));
        assertThat(result.status()).isEqualTo(TrustTier.AFFIRMING);
        assertThat(result.vector()).isEqualTo(new TrustworthinessVector(2, 2, 3, 2, 2, 0, 0, 0));
        assertThat(device("trust")).isEqualTo("TRUSTED");
    }

    @Test
    void an_altered_measurement_of_a_psa_device_is_named_in_the_result() throws FormatException {
        List<Measurement> altered = new ArrayList<>(TestImages.measured(TestImages.all()));
        Measurement kernel = altered.get(altered.indexOf(TestImages.measured(TestImages.KERNEL)));
        altered.set(
                altered.indexOf(kernel),
                new Measurement(kernel.type(), kernel.component(), kernel.image(), Digest.sha256(new byte[0]), 1));

        AttestResponse response = attest(chip, chip.psaEvidence(challenge(chip), altered));

        assertThat(response.outcome()).isEqualTo(Outcome.UNTRUSTED);
        AttestationResult result = AttestationResultFormat.verify(
                response.result().bytes(), vault.resultKey().publicKey());
        assertThat(result.vector().executables()).isEqualTo(96);
        assertThat(result.vector().hardware()).isEqualTo(2);
        assertThat(result.findings().getFirst().subject()).isEqualTo("NormalWorldKernel");
    }

    /** The log names the attack. Devices get the same response for all attacks. */
    @ParameterizedTest
    @EnumSource
    void every_attack_on_evidence_has_its_own_refusal_name(EvidenceKind kind) {
        TestChip other = new TestChip();
        catalogs.claim(catalog, other);
        byte[] good = token(kind, chip, challenge(chip));
        byte[] broken = good.clone();
        broken[broken.length - 1] ^= 1;

        assertRefused(() -> send(broken), "evidence-signature: ");
        assertRefused(() -> send(Arrays.copyOf(good, EvidenceFormat.MAX_LENGTH + 1)), "evidence-size: ");
        assertRefused(() -> send(nested(good[0])), "evidence-depth: ");
        assertRefused(() -> send(new byte[] {(byte) 0xF6}), "evidence-magic: ");
        assertRefused(() -> send(withAlgorithm(good, "38", "22")), "evidence-");
        assertRefused(() -> send(withAlgorithm(good, "20", "")), "evidence-");
        assertRefused(() -> send(token(kind, other, challenge(other))), "evidence-device: ");
        assertRefused(() -> send(token(kind, chip, challenge(other))), "nonce-not-issued: ");
        assertRefused(() -> send(token(kind, chip, Nonce.of(new byte[Nonce.LENGTH]))), "nonce-not-issued: ");
        assertThat(attestations()).isEmpty();

        send(good);
        assertRefused(() -> send(good), "nonce-spent: ");
        assertThat(attestations()).hasSize(1);
    }

    @Test
    void a_psa_token_requested_by_the_application_core_is_refused() {
        Evidence evidence = chip.psaEvidence(challenge(chip), TestImages.measured(TestImages.all()));

        assertRefused(() -> send(chip.psaToken(evidence, -1)), "evidence-purpose: ");
    }

    /** Sends evidence as if from the chip. */
    private AttestResponse send(byte[] evidence) {
        return attestDevice(new AttestRequest(chip.device(), chip.generalKey(), Blob.of(evidence), "127.0.0.1"));
    }

    /** Returns signed evidence of a kind, with current images. */
    private static byte[] token(EvidenceKind kind, TestChip by, Nonce nonce) {
        List<Measurement> measured = TestImages.measured(TestImages.all());
        return by.token(
                        switch (kind) {
                            case PLUTON -> by.evidence(nonce, measured);
                            case PSA -> by.psaEvidence(nonce, measured);
                        })
                .bytes();
    }

    /** Returns 2,000 bytes: {@code first}, then nested CBOR arrays of one element each. */
    private static byte[] nested(byte first) {
        byte[] deep = new byte[2000];
        Arrays.fill(deep, (byte) 0x81);
        deep[0] = first;
        return deep;
    }

    /**
     * Replaces the algorithm ES256 (hex 26) in the protected header by another one of one or two bytes in hex. {@code second} is empty for
     * one byte.
     */
    private static byte[] withAlgorithm(byte[] token, String first, String second) {
        String hex = HexFormat.of().formatHex(token);
        int at = hex.indexOf("0126");
        return HexFormat.of().parseHex(hex.substring(0, at) + "01" + first + second + hex.substring(at + 4));
    }

    @Test
    void a_chip_that_nobody_endorsed_or_claimed_gets_no_challenge() {
        TestChip unknown = new TestChip();
        assertRefused(() -> challenge(unknown), "no silicon manufacturer endorsed");

        catalogs.endorse(unknown);

        assertRefused(() -> challenge(unknown), "claimed");
    }

    @Test
    void a_connection_with_another_key_than_the_endorsed_one_is_refused() {
        assertRefused(
                () -> TestCatalog.await(
                        () -> issueChallenge.issue(new ChallengeRequest(chip.device(), new TestChip().generalKey()))),
                "general key");
    }

    @Test
    void evidence_with_a_broken_signature_is_refused() {
        byte[] token = chip.token(chip.evidence(challenge(chip), List.of())).bytes();
        token[token.length - 1] ^= 1;

        assertRefused(
                () -> attestDevice(new AttestRequest(chip.device(), chip.generalKey(), Blob.of(token), "127.0.0.1")),
                "signature");
    }

    @Test
    void two_hundred_concurrent_attestations_are_stored_once_each() throws InterruptedException {
        CatalogId other = catalogs.create();
        List<AttestRequest> requests = IntStream.range(0, 200)
                .mapToObj(i -> {
                    TestChip one = new TestChip();
                    catalogs.claim(i % 2 == 0 ? catalog : other, one);
                    return request(one, one.evidence(challenge(one), TestImages.measured(TestImages.all())));
                })
                .toList();

        List<AttestResponse> responses = atOnce(requests.stream()
                .<Callable<AttestResponse>>map(request -> () -> attestDevice(request))
                .toList());

        assertThat(responses).hasSize(200).allMatch(response -> response.outcome() == Outcome.TRUSTED);
        for (CatalogId each : List.of(catalog, other)) {
            assertThat(catalogs.list(
                            each,
                            "select count(*) || ' ' || count(distinct device_id) as value from attestation"
                                    + " where catalog_id = $1",
                            row -> row.getString("value"),
                            each))
                    .containsExactly("100 100");
            assertThat(catalogs.list(
                            each,
                            "select a.last || ' ' || (select count(distinct sequence) from audit_entry) as value"
                                    + " from audit_counter a where catalog_id = $1",
                            row -> row.getString("value"),
                            each))
                    // The last number and the count of distinct numbers: 100 changes of trust and 2 entries of the
                    // catalog's creation.
                    .containsExactly("102 102");
        }
    }

    @Test
    void a_deployment_is_attested_after_all_its_images_were_measured() {
        ReferenceValue newer = TestImages.image(ImageType.APPLICATIONS, "app", 2);
        catalogs.release(catalog, newer);
        catalogs.deploy(catalog, newer, 7);
        List<ReferenceValue> images = TestImages.all();

        attest(chip, images);
        assertThat(device("attested_manifest")).isEqualTo("0");

        images.set(images.indexOf(TestImages.APPLICATION), newer);
        attest(chip, images);
        assertThat(device("attested_manifest")).isEqualTo("7");
        assertThat(strings("select kind from outbox where catalog_id = $1 and subject = encode($2, 'hex')"
                        + " order by sequence"))
                .containsExactly("DeviceTrustChanged", "DeploymentAttested");
    }

    @Test
    void a_device_that_no_longer_attests_the_deployment_has_returned_to_earlier_images() {
        ReferenceValue newer = TestImages.image(ImageType.APPLICATIONS, "app", 2);
        catalogs.release(catalog, newer);
        catalogs.deploy(catalog, newer, 7);
        List<ReferenceValue> images = TestImages.all();
        images.set(images.indexOf(TestImages.APPLICATION), newer);
        attest(chip, images);
        assertThat(device("update_version || ' ' || update_step")).isEqualTo("7 ATTESTED");

        attest(chip, TestImages.all());

        assertThat(device("update_version || ' ' || update_step")).isEqualTo("7 RETURNED");
    }

    /** Runs the requests concurrently. */
    private static <T> List<T> atOnce(List<Callable<T>> requests) throws InterruptedException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            return threads.invokeAll(requests).stream().map(Future::resultNow).toList();
        }
    }

    /** Returns whether the device is not refused. */
    private boolean isAnswered(AttestRequest request) {
        try {
            attestDevice(request);
            return true;
        } catch (ProblemException refused) {
            return false;
        }
    }

    private AttestResponse attest(TestChip by, List<ReferenceValue> images) {
        return attest(by, by.evidence(challenge(by), TestImages.measured(images)));
    }

    private AttestResponse attest(TestChip by, Evidence evidence) {
        return attestDevice(request(by, evidence));
    }

    private AttestResponse attestOver(KeyExchange keyExchange) {
        Blob evidence = chip.token(chip.evidence(challenge(chip), TestImages.measured(TestImages.all())));
        return attestDevice(new AttestRequest(chip.device(), chip.generalKey(), evidence, "127.0.0.1", keyExchange));
    }

    private AttestResponse attestDevice(AttestRequest request) {
        return TestCatalog.await(() -> attestDevice.attest(request));
    }

    private static AttestRequest request(TestChip by, Evidence evidence) {
        return new AttestRequest(by.device(), by.generalKey(), by.token(evidence), "127.0.0.1");
    }

    private Nonce challenge(TestChip by) {
        return TestCatalog.await(() -> issueChallenge.issue(new ChallengeRequest(by.device(), by.generalKey())))
                .nonce();
    }

    /** Returns the value of an SQL expression over the device's row. */
    private String device(String column) {
        return catalogs.ofDevice(
                catalog,
                chip.device(),
                "select (" + column + ")::text as value from device where catalog_id = $1 and device_id = $2",
                row -> row.getString("value"));
    }

    /** Returns the first column of a query with the parameters $1, the catalog, and $2, the device. */
    private List<String> strings(String sql) {
        return catalogs.list(catalog, sql, row -> row.getString(0), catalog, chip.device());
    }

    /** Returns the chip's stored attestations, newest first. */
    private List<AttestationView> attestations() {
        return TestCatalog.await(() -> listAttestations
                .page(catalog, chip.device(), new PageParameters(null, "50", uri))
                .map(Slice::rows));
    }

    /** Asserts that the device is refused. {@code reason} is part of the message, which begins with the refusal's name. */
    private static void assertRefused(org.assertj.core.api.ThrowableAssert.ThrowingCallable attempt, String reason) {
        assertThatThrownBy(attempt)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.type()).isEqualTo(ProblemType.DEVICE_REFUSED))
                .hasMessageContaining(reason);
    }
}
