package dev.holdfast.sim.hsm;

import dev.holdfast.contract.format.ManufacturingState;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.id.Nonce;
import dev.holdfast.contract.id.P256PublicKey;
import dev.holdfast.contract.id.SignatureBytes;
import java.util.SortedSet;

/**
 * {@code /dev/pluton}, opened by one process: the public ioctl contract of the Azure Sphere kernel ({@code
 * include/uapi/linux/azure-sphere/pluton.h}, ioctl magic {@code 'p'}). {@link Pluton#device} sets the caller. Without
 * the privilege for an operation, the caller gets {@link Errno#EPERM} before its arguments are checked.
 *
 * <table>
 * <caption>ioctl to method</caption>
 * <tr><th>ioctl<th>nr<th>firmware<th>in → out<th>privilege<th>method
 * <tr><td>GET_SECURITY_STATE<td>01<td>41<td>→ state, two public keys<td>–<td>{@link #securityState}
 * <tr><td>GENERATE_CLIENT_AUTH_KEY<td>06<td>4A<td>→ status<td>ATTESTATION_RUNTIME<td>{@link #generateClientAuthKey}
 * <tr><td>COMMIT_CLIENT_AUTH_KEY<td>07<td>4E<td>→ status<td>ATTESTATION_RUNTIME<td>{@link #commitClientAuthKey}
 * <tr><td>GET_TENANT_PUBLIC_KEY<td>08<td>4B<td>char[64] → X, Y<td>–<td>{@link #tenantPublicKey}
 * <tr><td>PROCESS_ATTESTATION<td>09<td>4C<td>nonce[32] → result<td>ATTESTATION_RUNTIME<td>{@link #processAttestation}
 * <tr><td>SIGN_WITH_TENANT_ATTESTATION_KEY<td>0A<td>4D<td>digest[32] → R, S<td>–
 *   <td>{@link #signWithTenantAttestationKey}
 * <tr><td>SET_POSTCODE<td>0B<td>02<td>u32 →<td>POSTCODE<td>{@link #setPostcode}
 * <tr><td>GET_BOOT_MODE_FLAGS<td>0C<td>03<td>→ u32<td>–<td>{@link #bootModeFlags}
 * <tr><td>IS_CAPABILITY_ENABLED<td>0D<td>48<td>u16 → bool<td>–<td>{@link #isCapabilityEnabled}
 * <tr><td>GET_ENABLED_CAPABILITIES<td>0E<td>49<td>→ u16[64]<td>–<td>{@link #enabledCapabilities}
 * <tr><td>SET_MANUFACTURING_STATE<td>0F<td>52<td>u32 →<td>UPDATE_SECURITY_STATE<td>{@link #setManufacturingState}
 * <tr><td>GET_MANUFACTURING_STATE<td>10<td>51<td>→ u32<td>UPDATE_SECURITY_STATE<td>{@link #manufacturingState}
 * <tr><td>DECODE_CAPABILITIES<td>11<td>56<td>≤ 1,024 bytes → u16[64], success<td>–<td>{@link #decodeCapabilities}
 * <tr><td>PROVE_POSSESSION<td>12<td>57<td>nonce[32] → result<td>ATTESTATION_RUNTIME<td>{@link #provePossession}
 * </table>
 *
 * <p>PROVE_POSSESSION is Holdfast's; the other commands are those of the kernel's header. Numbers are hexadecimal. Operations are safe for use from any thread and run one at a time; when 64 wait, further
 * ones fail with {@link Errno#EBUSY}. All failures are {@link PlutonException}s with an {@link Errno}.
 */
public interface PlutonDevice {
    /** Bit of {@link #bootModeFlags}: boot for recovery. The kernel's header defines no bits, so the number is Holdfast's. */
    int BOOT_RECOVERY = 1;

    /** Returns the process that opened the device. */
    Caller caller();

    /** Returns the public keys and the state of the chip. */
    SecurityState securityState();

    /**
     * Makes the client keys that the next attestation names, and returns their public halves. The keys in use stay in
     * use.
     *
     * @throws PlutonException {@link Errno#EIO} when the noise source fails its health test
     */
    ClientKeys generateClientAuthKey();

    /**
     * Puts the keys of the last {@link #generateClientAuthKey} in use. Deletes the previous ones and all tenant keys.
     *
     * @throws PlutonException {@link Errno#ENOKEY} when none were made
     */
    void commitClientAuthKey();

    /**
     * Returns the public key of a tenant's applications. The first call by the attestation runtime or by an application
     * of the tenant makes the key; other callers make none. The key is deleted together with the client keys in use.
     *
     * @throws PlutonException {@link Errno#ENOKEY} when there is no key, {@link Errno#ENOSPC} when eight tenants have
     *     keys
     */
    P256PublicKey tenantPublicKey(TenantId tenant);

    /** Signs evidence over a verifier's nonce, to attest. */
    AttestationOutcome processAttestation(Nonce nonce);

    /** Signs evidence over the nonce of a claim. Verifiers refuse this evidence for an attestation, and other evidence for a claim. */
    AttestationOutcome provePossession(Nonce nonce);

    /**
     * Signs a digest with the key of the caller's tenant, which the kernel takes from the process's credentials. Only
     * 32-byte inputs can be signed.
     *
     * @throws PlutonException {@link Errno#EPERM} when the caller has no tenant, {@link Errno#ENOKEY} when no client
     *     keys are in use
     */
    SignatureBytes signWithTenantAttestationKey(Digest digest);

    /** Reports the progress of the boot, readable at the debug port. */
    void setPostcode(int postcode);

    /** Returns the flags of this boot, such as {@link #BOOT_RECOVERY}; 0 for a normal boot. */
    int bootModeFlags();

    /**
     * Returns whether a capability is enabled in this boot.
     *
     * @param capability u16
     */
    boolean isCapabilityEnabled(int capability);

    /** Returns the capabilities enabled in this boot, ascending, at most 64. */
    SortedSet<Integer> enabledCapabilities();

    /**
     * Advances the manufacturing state permanently: Blank, Module1Complete, DeviceComplete. The current state changes
     * nothing.
     *
     * @throws PlutonException {@link Errno#EINVAL} for a state before the current one
     */
    void setManufacturingState(ManufacturingState state);

    /** Returns the manufacturing state. Needs a privilege, unlike {@link #securityState}, which contains this state. */
    ManufacturingState manufacturingState();

    /**
     * Checks that a capability file is signed by a key of this boot's keystore and is for this device. Enables nothing.
     *
     * @param file capability file of at most 1,024 bytes
     * @throws PlutonException {@link Errno#EINVAL} for a longer file
     */
    CapabilityDecoding decodeCapabilities(byte[] file);
}
