package dev.holdfast.sim.hsm;

import dev.holdfast.contract.id.Digest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.InvalidKeyException;
import java.security.InvalidParameterException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SignatureException;
import java.security.SignatureSpi;
import java.security.spec.AlgorithmParameterSpec;
import java.util.Arrays;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;
import org.jspecify.annotations.Nullable;

/**
 * ECDSA signatures with a {@link PlutonKey}, without verification. Pluton signs digests of 32 bytes, so messages are
 * hashed here.
 */
final class PlutonSignature extends SignatureSpi {
    private static final X9ECParameters P256 = CustomNamedCurves.getByName("P-256");
    private static final int HALF = 32;

    private final EcdsaVariant variant;
    private final ByteArrayOutputStream message = new ByteArrayOutputStream();
    private @Nullable PlutonKey key;

    PlutonSignature(EcdsaVariant variant) {
        this.variant = variant;
    }

    @Override
    protected void engineInitSign(PrivateKey privateKey) throws InvalidKeyException {
        if (!(privateKey instanceof PlutonKey plutonKey)) {
            throw new InvalidKeyException("only keys inside Pluton are supported");
        }
        key = plutonKey;
        message.reset();
    }

    @Override
    protected void engineInitVerify(PublicKey publicKey) throws InvalidKeyException {
        throw new InvalidKeyException("verification is not supported");
    }

    @Override
    protected void engineUpdate(byte next) {
        message.write(next);
    }

    @Override
    protected void engineUpdate(byte[] bytes, int offset, int length) {
        message.write(bytes, offset, length);
    }

    @Override
    protected byte[] engineSign() throws SignatureException {
        if (key == null) {
            throw new SignatureException("not initialized with a key");
        }
        try {
            byte[] rs = key.sign(digest()).bytes();
            return variant.der() ? der(rs) : rs;
        } catch (PlutonException | IOException e) {
            throw new SignatureException("Pluton refuses to sign", e);
        } finally {
            message.reset();
        }
    }

    private Digest digest() throws SignatureException {
        byte[] input = message.toByteArray();
        if (variant.hashes()) {
            return Digest.sha256(input);
        }
        if (input.length != Digest.LENGTH) {
            throw new SignatureException("Pluton signs SHA-256 digests of 32 bytes; these are " + input.length);
        }
        return Digest.of(input);
    }

    private static byte[] der(byte[] rs) throws IOException {
        return StandardDSAEncoding.INSTANCE.encode(
                P256.getN(),
                new BigInteger(1, Arrays.copyOf(rs, HALF)),
                new BigInteger(1, Arrays.copyOfRange(rs, HALF, rs.length)));
    }

    @Override
    protected boolean engineVerify(byte[] signature) throws SignatureException {
        throw new SignatureException("not initialized to verify");
    }

    @Override
    protected void engineSetParameter(@Nullable AlgorithmParameterSpec parameters) {
        if (parameters != null) {
            throw new InvalidParameterException("ECDSA with SHA-256 has no parameters");
        }
    }

    @Override
    @Deprecated
    protected void engineSetParameter(String name, Object value) {
        throw new InvalidParameterException(name);
    }

    @Override
    @Deprecated
    protected Object engineGetParameter(String name) {
        throw new InvalidParameterException(name);
    }
}
