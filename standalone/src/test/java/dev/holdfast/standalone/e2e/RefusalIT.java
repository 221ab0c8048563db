package dev.holdfast.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.holdfast.contract.device.AttestResponse.Outcome;
import dev.holdfast.contract.device.DeviceReport;
import dev.holdfast.contract.format.TrustTier;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.id.Nonce;
import dev.holdfast.sim.agent.Credentials;
import dev.holdfast.sim.agent.DeviceClient;
import dev.holdfast.sim.agent.GatewayException;
import dev.holdfast.sim.mt3620.boot.InstalledSet;
import dev.holdfast.standalone.e2e.TestChips.Chip;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The gateway refuses false evidence and wrong certificates of simulated devices. */
@EndToEnd
class RefusalIT {
    private final TestChips chips;

    RefusalIT(Stack stack) {
        this.chips = new TestChips(stack);
    }

    @AfterEach
    void close() {
        chips.close();
    }

    @Test
    void an_unendorsed_chip_is_refused() {
        Chip stranger = chips.stranger();

        assertRefused(stranger.hello().challenge());
    }

    @Test
    void evidence_over_a_spent_nonce_is_refused() throws GatewayException {
        Chip chip = chips.make(1, "smoke").getFirst();
        DeviceClient hello = chip.hello();
        Blob evidence = chip.evidence(TestChips.await(hello.challenge()).nonce());

        assertThat(TestChips.await(hello.attest(evidence)).outcome()).isEqualTo(Outcome.TRUSTED);
        assertRefused(hello.attest(evidence));
    }

    @Test
    void evidence_over_an_invented_or_foreign_nonce_is_refused() throws GatewayException {
        List<Chip> pair = chips.make(2, "smoke");
        DeviceClient hello = pair.getFirst().hello();
        Nonce foreign = TestChips.await(pair.getLast().hello().challenge()).nonce();

        assertRefused(hello.attest(pair.getFirst().evidence(Nonce.of(new byte[Nonce.LENGTH]))));
        assertRefused(hello.attest(pair.getFirst().evidence(foreign)));
    }

    @Test
    void evidence_of_another_device_is_refused() throws GatewayException {
        List<Chip> pair = chips.make(2, "smoke");
        DeviceClient hello = pair.getFirst().hello();
        Nonce nonce = TestChips.await(hello.challenge()).nonce();

        assertRefused(hello.attest(pair.getLast().evidence(nonce)));
    }

    @Test
    void an_altered_kernel_gets_a_signed_result_that_names_it_and_no_certificate() throws GatewayException {
        // The scenario demo alters the kernel of one device.
        Chip altered = chips.make(1, "demo").getFirst();

        Credentials credentials = altered.attest();

        assertThat(credentials.outcome()).isEqualTo(Outcome.UNTRUSTED);
        assertThat(credentials.result().status()).isEqualTo(TrustTier.CONTRAINDICATED);
        assertThat(credentials.result().findings()).anySatisfy(finding -> {
            assertThat(finding.code()).isEqualTo("measurement-unknown");
            assertThat(finding.subject()).isEqualTo("NormalWorldKernel");
        });
        assertThat(credentials.customer()).isEmpty();
        assertThat(credentials.update()).isEmpty();
    }

    @Test
    void a_stolen_update_certificate_cannot_do_what_a_customer_certificate_can() throws GatewayException {
        Credentials credentials = chips.make(1, "smoke").getFirst().attest();
        DeviceClient thief = chips.client(credentials.update().orElseThrow());
        DeviceClient customer = chips.client(credentials.customer().orElseThrow());
        DeviceReport event =
                new DeviceReport(UUID.randomUUID(), Instant.now(), DeviceReport.Kind.APP_EVENT, Map.of("event", "x"));

        TestChips.await(thief.poll(InstalledSet.NONE));
        assertRefused(thief.report(event));
        assertRefused(thief.challenge());
        TestChips.await(customer.report(event));
        assertRefused(customer.poll(InstalledSet.NONE));
    }

    private static void assertRefused(Future<?> step) {
        assertThatExceptionOfType(GatewayException.class)
                .isThrownBy(() -> TestChips.await(step))
                .satisfies(refusal -> assertThat(refusal.kind()).isEqualTo(GatewayException.Kind.REFUSED));
    }
}
