package dev.holdfast.sim.fault;

import dev.holdfast.contract.id.Blob;
import dev.holdfast.sim.agent.Attestation;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The device answers every challenge with its first evidence under this fault. The gateway gets signed evidence over a
 * spent or a different nonce.
 */
public record ReplayedEvidence() implements RuntimeFault {
    /** Name of the fault in scenarios. */
    public static final String NAME = "replayed-evidence";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void begin(FaultyDevice device) {
        AtomicReference<@Nullable Blob> first = new AtomicReference<>();
        device.control().behavior().evidenceSource((correct, nonce) -> {
            Blob fresh = correct.answer(nonce);
            first.compareAndSet(null, fresh);
            return Objects.requireNonNullElse(first.get(), fresh);
        });
        device.control().powerOff();
        device.control().powerOn();
    }

    @Override
    public void end(FaultyDevice device) {
        device.control().behavior().evidenceSource(Attestation::answer);
    }
}
