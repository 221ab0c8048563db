package dev.holdfast.sim.mt3620;

import dev.holdfast.contract.format.Measurement;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.id.ComponentId;
import dev.holdfast.contract.id.P256PublicKey;
import dev.holdfast.sim.mt3620.boot.RootOfTrust;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A root of trust in memory. Its fuses have the {@link PowerSupply} of the chip. */
final class TestFuses implements RootOfTrust {
    private final P256PublicKey romKey;
    private final PowerSupply power;
    private final Map<ComponentId, Long> floors = new HashMap<>();
    private final Set<Integer> enabled = new HashSet<>();
    private final List<Measurement> registers = new ArrayList<>();

    TestFuses(P256PublicKey romKey, PowerSupply power) {
        this.romKey = romKey;
        this.power = power;
    }

    /** Returns a copy with empty measurement registers and another power supply. */
    TestFuses copy(PowerSupply other) {
        TestFuses copy = new TestFuses(romKey, other);
        copy.floors.putAll(floors);
        copy.enabled.addAll(enabled);
        return copy;
    }

    /** Returns the state of the fuses, for comparisons. */
    Object state() {
        return Map.copyOf(floors);
    }

    List<Measurement> measurements() {
        return List.copyOf(registers);
    }

    void enable(int capability) {
        enabled.add(capability);
    }

    void disable(int capability) {
        enabled.remove(capability);
    }

    @Override
    public P256PublicKey romKey() {
        return romKey;
    }

    @Override
    public long securityFloor(ComponentId component) {
        return floors.getOrDefault(component, 0L);
    }

    @Override
    public void raiseSecurityFloors(Map<ComponentId, Long> raised) {
        raised.forEach((component, version) -> {
            if (version > securityFloor(component)) {
                power.whole();
                floors.put(component, version);
            }
        });
    }

    @Override
    public void reset() {
        registers.clear();
    }

    @Override
    public void extend(Measurement measurement, P256PublicKey signer) {
        registers.add(measurement);
    }

    @Override
    public void latchKeystoreVersion(long version) {
        // Tests identify a boot by its measurements, so the version is not needed.
    }

    @Override
    public void latchCapabilityKeys(Set<P256PublicKey> keys) {
        // Tests set the enabled capabilities directly, so no keys are needed.
    }

    @Override
    public boolean presentCapabilities(Blob file) {
        return false;
    }

    @Override
    public Set<Integer> capabilities() {
        return Set.copyOf(enabled);
    }
}
