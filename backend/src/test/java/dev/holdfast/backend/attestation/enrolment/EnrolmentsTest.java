package dev.holdfast.backend.attestation.enrolment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.backend.attestation.TestCatalog;
import dev.holdfast.backend.attestation.TestChip;
import dev.holdfast.backend.attestation.TestDevices;
import dev.holdfast.backend.attestation.TestImages;
import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.pki.certificate.SerialNumbers;
import dev.holdfast.backend.pki.issuing.CertificateUse;
import dev.holdfast.backend.pki.issuing.IssuedCertificate;
import dev.holdfast.backend.platform.db.CatalogId;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The statement that stores certificates, run by several backends. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class EnrolmentsTest {
    @Inject
    TestCatalog catalogs;

    @Inject
    TestDevices devices;

    @Inject
    Pool pool;

    /**
     * Twelve backends request five certificates each. An attestation allows 32 certificates, including the two in its response. So 30 more
     * are recorded.
     */
    @Test
    void concurrent_statements_do_not_exceed_the_limit() {
        TestChip chip = new TestChip();
        CatalogId catalog = catalogs.create();
        catalogs.claim(catalog, chip);
        devices.attest(
                chip, chip.evidence(devices.challenge(chip), TestImages.measured(TestImages.all())), "192.0.2.1");
        Instant attested = catalogs.ofDevice(
                catalog,
                chip.device(),
                "select last_attestation as value from device where catalog_id = $1 and device_id = $2",
                row -> row.getOffsetDateTime("value").toInstant());

        List<Enrolments.Recording> recorded = IntStream.range(0, 12)
                .mapToObj(backend -> new Enrolments(pool))
                .map(enrolments -> Uni.join()
                        .all(IntStream.range(0, 5)
                                .mapToObj(i -> enrolments.add(new Enrolments.Enrolment(
                                        catalog.value(), chip.device(), attested, issued(attested))))
                                .toList())
                        .andFailFast()
                        .subscribeAsCompletionStage())
                .toList()
                .stream()
                .flatMap(all -> all.join().stream())
                .toList();

        assertThat(recorded)
                .hasSize(60)
                .filteredOn(Enrolments.Recording.RECORDED::equals)
                .hasSize(30);
        assertThat(recorded).filteredOn(Enrolments.Recording.TOO_MANY::equals).hasSize(30);
    }

    /** Returns a new certificate, as if issued at the time of the attestation. */
    private static IssuedCertificate issued(Instant attested) {
        Instant now = attested.truncatedTo(ChronoUnit.SECONDS);
        return new IssuedCertificate(
                CertificateUse.CUSTOMER, 1, new SerialNumbers().next(), now, now.plus(Duration.ofHours(1)), "");
    }
}
