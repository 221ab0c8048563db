package dev.holdfast.sim.factory;

import dev.holdfast.contract.format.MessageSigner;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.id.P256PublicKey;
import dev.holdfast.contract.id.SignatureBytes;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.bouncycastle.util.BigIntegers;

/** Signs with a P-256 key. The same message gives the same signature (RFC 6979). */
final class DeterministicSigner implements MessageSigner {
    private static final X9ECParameters CURVE = CustomNamedCurves.getByName("P-256");
    private static final ECDomainParameters DOMAIN = new ECDomainParameters(CURVE);
    /** Order of P-256. */
    static final BigInteger ORDER = CURVE.getN();
    /** Length of R and of S, in bytes. */
    private static final int HALF = 32;

    private final BigInteger secret;
    private final P256PublicKey publicKey;

    /** @param secret private key, at least 1 and below {@link #ORDER} */
    DeterministicSigner(BigInteger secret) {
        this.secret = secret;
        byte[] point =
                new FixedPointCombMultiplier().multiply(CURVE.getG(), secret).getEncoded(false);
        this.publicKey = P256PublicKey.of(Arrays.copyOfRange(point, 1, point.length));
    }

    P256PublicKey publicKey() {
        return publicKey;
    }

    @Override
    public SignatureBytes sign(byte[] message) {
        ECDSASigner ecdsa = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
        ecdsa.init(true, new ECPrivateKeyParameters(secret, DOMAIN));
        BigInteger[] rs = ecdsa.generateSignature(Digest.sha256(message).bytes());
        return SignatureBytes.of(ByteBuffer.allocate(SignatureBytes.LENGTH)
                .put(BigIntegers.asUnsignedByteArray(HALF, rs[0]))
                .put(BigIntegers.asUnsignedByteArray(HALF, rs[1]))
                .array());
    }
}
