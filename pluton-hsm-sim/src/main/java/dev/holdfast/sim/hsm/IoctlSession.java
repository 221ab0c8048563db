package dev.holdfast.sim.hsm;

import dev.holdfast.contract.format.EvidencePurpose;
import dev.holdfast.contract.format.ManufacturingState;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.id.Nonce;
import dev.holdfast.contract.id.P256PublicKey;
import dev.holdfast.contract.id.SignatureBytes;
import java.util.SortedSet;

/** An open device file: checks the caller's privilege, then runs the command. */
final class IoctlSession implements PlutonDevice {
    private final Firmware firmware;
    private final Caller caller;

    IoctlSession(Firmware firmware, Caller caller) {
        this.firmware = firmware;
        this.caller = caller;
    }

    @Override
    public Caller caller() {
        return caller;
    }

    @Override
    public SecurityState securityState() {
        return firmware.securityState();
    }

    @Override
    public ClientKeys generateClientAuthKey() {
        require(Privilege.ATTESTATION_RUNTIME);
        return firmware.generateClientAuthKey();
    }

    @Override
    public void commitClientAuthKey() {
        require(Privilege.ATTESTATION_RUNTIME);
        firmware.commitClientAuthKey();
    }

    @Override
    public P256PublicKey tenantPublicKey(TenantId tenant) {
        // Only the attestation runtime and the tenant's own applications may make a key: other callers could fill all
        // slots with invented tenants.
        boolean mayMake = caller.privileges().contains(Privilege.ATTESTATION_RUNTIME)
                || caller.tenant().filter(tenant::equals).isPresent();
        return mayMake ? firmware.madeTenantPublicKey(tenant) : firmware.tenantPublicKey(tenant);
    }

    @Override
    public AttestationOutcome processAttestation(Nonce nonce) {
        require(Privilege.ATTESTATION_RUNTIME);
        return firmware.attest(EvidencePurpose.ATTEST, nonce);
    }

    @Override
    public AttestationOutcome provePossession(Nonce nonce) {
        require(Privilege.ATTESTATION_RUNTIME);
        return firmware.attest(EvidencePurpose.CLAIM, nonce);
    }

    @Override
    public SignatureBytes signWithTenantAttestationKey(Digest digest) {
        TenantId own = caller.tenant()
                .orElseThrow(() -> new PlutonException(Errno.EPERM, "the calling process runs for no tenant"));
        return firmware.signForTenant(own, digest);
    }

    @Override
    public void setPostcode(int postcode) {
        require(Privilege.POSTCODE);
        firmware.setPostcode(postcode);
    }

    @Override
    public int bootModeFlags() {
        return firmware.bootModeFlags();
    }

    @Override
    public boolean isCapabilityEnabled(int capability) {
        return enabledCapabilities().contains(capability);
    }

    @Override
    public SortedSet<Integer> enabledCapabilities() {
        return firmware.enabledCapabilities();
    }

    @Override
    public void setManufacturingState(ManufacturingState state) {
        require(Privilege.UPDATE_SECURITY_STATE);
        firmware.advanceManufacturing(state);
    }

    @Override
    public ManufacturingState manufacturingState() {
        require(Privilege.UPDATE_SECURITY_STATE);
        return securityState().manufacturingState();
    }

    @Override
    public CapabilityDecoding decodeCapabilities(byte[] file) {
        return firmware.decodeCapabilities(file);
    }

    private void require(Privilege privilege) {
        if (!caller.privileges().contains(privilege)) {
            throw new PlutonException(Errno.EPERM, "the calling process lacks " + privilege);
        }
    }

    @Override
    public String toString() {
        return "/dev/pluton for " + caller;
    }
}
