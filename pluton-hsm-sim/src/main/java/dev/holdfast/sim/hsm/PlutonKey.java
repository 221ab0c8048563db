package dev.holdfast.sim.hsm;

import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.id.P256PublicKey;
import dev.holdfast.contract.id.SignatureBytes;
import java.io.NotSerializableException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.security.PrivateKey;
import org.jspecify.annotations.Nullable;

/**
 * A handle to a key inside Pluton, as a JCA private key without bytes. Only {@link PlutonProvider} can sign with it. A handle to a client
 * key or tenant key is valid until Pluton replaces the key or is reset. A handle to the general key stays valid.
 */
public final class PlutonKey implements PrivateKey {
    private static final long serialVersionUID = 1;

    private final transient P256PublicKey publicKey;
    private final transient DigestSigner signer;

    PlutonKey(P256PublicKey publicKey, DigestSigner signer) {
        this.publicKey = publicKey;
        this.signer = signer;
    }

    /**
     * Returns a handle to the key of an application's tenant, using only the ioctl contract.
     *
     * @param device opened for that application
     * @throws PlutonException as for {@link PlutonDevice#tenantPublicKey}; {@link Errno#EPERM} when the device was not
     *     opened for an application
     */
    public static PlutonKey ofTenant(PlutonDevice device) {
        TenantId own = device.caller()
                .tenant()
                .orElseThrow(() -> new PlutonException(Errno.EPERM, "only an application has a tenant"));
        return new PlutonKey(device.tenantPublicKey(own), device::signWithTenantAttestationKey);
    }

    /** Signs with a key that stays in Pluton. */
    @FunctionalInterface
    interface DigestSigner {
        SignatureBytes sign(Digest digest);
    }

    public P256PublicKey publicKey() {
        return publicKey;
    }

    SignatureBytes sign(Digest digest) {
        return signer.sign(digest);
    }

    @Override
    public String getAlgorithm() {
        return "EC";
    }

    /** Returns null: the key has no encoding. */
    @Override
    public @Nullable String getFormat() {
        return null;
    }

    /** Returns null: the key has no encoding. */
    @Override
    public byte @Nullable [] getEncoded() {
        return null;
    }

    @Override
    public String toString() {
        return "PlutonKey[" + publicKey.hex().substring(0, 12) + "]";
    }

    private void writeObject(ObjectOutputStream out) throws NotSerializableException {
        throw new NotSerializableException("a key inside Pluton cannot be serialized");
    }

    private void readObject(ObjectInputStream in) throws NotSerializableException {
        throw new NotSerializableException("a key inside Pluton cannot be serialized");
    }
}
