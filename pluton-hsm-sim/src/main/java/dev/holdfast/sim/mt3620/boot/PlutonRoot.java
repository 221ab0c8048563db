package dev.holdfast.sim.mt3620.boot;

import dev.holdfast.contract.format.Measurement;
import dev.holdfast.contract.format.PsaEvidenceFormat;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.id.ComponentId;
import dev.holdfast.contract.id.P256PublicKey;
import dev.holdfast.sim.hsm.CapabilityDecoding;
import dev.holdfast.sim.hsm.Pluton;
import java.util.Map;
import java.util.Set;

/** The root of trust of a chip with Pluton. */
public record PlutonRoot(Pluton pluton) implements RootOfTrust {
    @Override
    public P256PublicKey romKey() {
        return pluton.fuses().operatingSystemKey();
    }

    @Override
    public long securityFloor(ComponentId component) {
        return pluton.fuses().securityFloor(component);
    }

    @Override
    public void raiseSecurityFloors(Map<ComponentId, Long> floors) {
        pluton.fuses().raiseSecurityFloors(floors);
    }

    @Override
    public void reset() {
        pluton.reset();
    }

    @Override
    public void extend(Measurement measurement, P256PublicKey signer) {
        pluton.extend(measurement, PsaEvidenceFormat.signerId(signer));
    }

    @Override
    public void latchKeystoreVersion(long version) {
        pluton.latchKeystoreVersion(version);
    }

    @Override
    public void latchCapabilityKeys(Set<P256PublicKey> keys) {
        pluton.latchCapabilityKeys(keys);
    }

    @Override
    public boolean presentCapabilities(Blob file) {
        return pluton.presentCapabilities(file) instanceof CapabilityDecoding.Decoded;
    }

    @Override
    public Set<Integer> capabilities() {
        return pluton.securityState().capabilities();
    }
}
