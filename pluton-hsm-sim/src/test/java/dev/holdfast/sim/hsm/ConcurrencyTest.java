package dev.holdfast.sim.hsm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contract.format.DebugState;
import dev.holdfast.contract.format.EvidenceFormat;
import dev.holdfast.contract.format.ManufacturingState;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.id.Nonce;
import dev.holdfast.sim.hsm.AttestationOutcome.Attested;
import dev.holdfast.sim.hsm.otp.MemorySilicon;
import dev.holdfast.sim.hsm.rng.EntropySource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests concurrent calls of one chip. Such calls crashed a real chip (TALOS-2021-1347). */
class ConcurrencyTest {
    private static final int SECONDS = 60;
    private static final Nonce NONCE = Nonce.of(new byte[Nonce.LENGTH]);
    private static final Digest DIGEST = Digest.sha256(new byte[0]);

    /** While true, the noise source of the chip blocks until {@link #release}. */
    private final AtomicBoolean held = new AtomicBoolean();

    private final CountDownLatch release = new CountDownLatch(1);
    private MemorySilicon silicon;
    private Pluton pluton;

    @BeforeEach
    void a_chip_with_a_noise_source_that_can_block() throws IOException {
        silicon = new MemorySilicon();
        EntropySource host = EntropySource.system();
        pluton = Pluton.manufacture(silicon, TestKeys.somePublicKey(), DebugState.DISABLED_PERMANENTLY, samples -> {
            if (held.get()) {
                awaitQuietly(release);
            }
            host.sample(samples);
        });
    }

    @Test
    void concurrent_operations_end_and_every_boot_is_counted() throws Exception {
        PlutonDevice attestation = pluton.device(Caller.SystemService.ATTESTATION);
        PlutonDevice update = pluton.device(Caller.SystemService.UPDATE);
        PlutonDevice boot = pluton.device(Caller.SystemService.BOOT);
        PlutonDevice application = pluton.device(new Caller.Application(new TenantId("contoso")));
        List<Runnable> everything = List.of(
                attestation::generateClientAuthKey,
                attestation::commitClientAuthKey,
                () -> attestation.processAttestation(NONCE),
                () -> application.signWithTenantAttestationKey(DIGEST),
                () -> application.tenantPublicKey(new TenantId("contoso")),
                () -> update.setManufacturingState(ManufacturingState.MODULE1_COMPLETE),
                update::manufacturingState,
                () -> boot.setPostcode(7),
                application::securityState,
                application::enabledCapabilities,
                () -> application.decodeCapabilities(new byte[392]),
                application::bootModeFlags,
                pluton::reset);
        ConcurrentLinkedQueue<Throwable> unexpected = new ConcurrentLinkedQueue<>();
        Set<Errno> allowed = EnumSet.of(Errno.EBUSY, Errno.ENOKEY);
        int rounds = 20;
        List<Future<?>> runs = new ArrayList<>();
        CountDownLatch start = new CountDownLatch(1);

        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < rounds * everything.size(); i++) {
                Runnable operation = everything.get(i % everything.size());
                runs.add(threads.submit(() -> {
                    awaitQuietly(start);
                    try {
                        operation.run();
                    } catch (PlutonException e) {
                        if (!allowed.contains(e.errno())) {
                            unexpected.add(e);
                        }
                    } catch (RuntimeException e) {
                        unexpected.add(e);
                    }
                }));
            }
            start.countDown();
            for (Future<?> run : runs) {
                run.get(SECONDS, TimeUnit.SECONDS);
            }
        }

        assertThat(unexpected).isEmpty();
        assertThat(pluton.fuses().bootCount()).isEqualTo(rounds);
        assertThat(Pluton.open(silicon, EntropySource.system()).fuses().bootCount())
                .isEqualTo(rounds);
        attestation.generateClientAuthKey();
        Attested after = (Attested) attestation.processAttestation(NONCE);
        assertThat(EvidenceFormat.verify(after.token().bytes()).bootCount()).isEqualTo(rounds);
    }

    @Test
    void a_full_queue_refuses_commands_but_not_a_reset() throws Exception {
        int flood = 200;
        CountDownLatch turnedAway = new CountDownLatch(flood - Mailbox.DEPTH);
        CountDownLatch served = new CountDownLatch(Mailbox.DEPTH);
        held.set(true);

        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < flood; i++) {
                threads.execute(() -> {
                    try {
                        pluton.generateClientAuthKeys();
                        served.countDown();
                    } catch (PlutonException e) {
                        assertThat(e.errno()).isEqualTo(Errno.EBUSY);
                        turnedAway.countDown();
                    }
                });
            }
            assertThat(turnedAway.await(SECONDS, TimeUnit.SECONDS))
                    .as("turned away while the engine hangs")
                    .isTrue();
            Future<?> reset = threads.submit(() -> pluton.reset());
            release.countDown();
            reset.get(SECONDS, TimeUnit.SECONDS);
            assertThat(served.await(SECONDS, TimeUnit.SECONDS)).isTrue();
        }

        assertThat(pluton.fuses().bootCount()).isEqualTo(1);
        assertThat(pluton.securityState().bootCount())
                .as("the queue is open again")
                .isEqualTo(1);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            if (!latch.await(SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("the latch was not released within 60 seconds");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
