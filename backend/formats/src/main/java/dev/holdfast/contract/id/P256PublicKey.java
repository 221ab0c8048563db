package dev.holdfast.contract.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import org.jspecify.annotations.Nullable;

/** A NIST P-256 public key as X‖Y, 64 bytes, as Pluton returns its public keys. */
public final class P256PublicKey extends Bytes {
    /** Length in bytes. */
    public static final int LENGTH = 64;

    private static final int COORDINATE = 32;
    private static final int BUFFER = 64 * 1024;
    private static final ECParameterSpec P256 = p256();

    /** Cached key, verified to be on the curve; null before its first use. */
    private volatile @Nullable ECPublicKey jca;

    private P256PublicKey(byte[] value) {
        super(value, LENGTH, "P-256 public key");
    }

    /**
     * Wraps X‖Y. Does not check that the point is on the curve; {@link #requireOnCurve()} and {@link #toJca()} do.
     *
     * @throws IllegalArgumentException unless {@code value} has 64 bytes
     */
    public static P256PublicKey of(byte[] value) {
        return new P256PublicKey(value);
    }

    /**
     * Parses 128 hex digits of either case.
     *
     * @throws IllegalArgumentException for any other text
     */
    @JsonCreator
    public static P256PublicKey parse(String hex) {
        return new P256PublicKey(parseHex(hex, LENGTH, "P-256 public key"));
    }

    /**
     * Wraps the coordinates of a Java key. Does not check that they are a point on the curve.
     *
     * @throws IllegalArgumentException unless the key's curve is P-256
     */
    public static P256PublicKey of(ECPublicKey key) {
        if (!key.getParams().getCurve().equals(P256.getCurve())) {
            throw new IllegalArgumentException("the key is not on P-256");
        }
        byte[] xy = new byte[LENGTH];
        copy(key.getW().getAffineX(), xy, 0);
        copy(key.getW().getAffineY(), xy, COORDINATE);
        return new P256PublicKey(xy);
    }

    /**
     * Requires that the point is on the curve. This is cheaper than {@link #toJca()}.
     *
     * @throws IllegalArgumentException if the point is not on the curve
     */
    public void requireOnCurve() {
        if (jca == null) {
            byte[] xy = bytes();
            requireOnCurve(coordinate(xy, 0), coordinate(xy, COORDINATE));
        }
    }

    /**
     * Returns the key for use with the Java cryptography architecture.
     *
     * @throws IllegalArgumentException when the point is not on the curve
     */
    public ECPublicKey toJca() {
        ECPublicKey known = jca;
        if (known == null) {
            known = createJca();
            jca = known;
        }
        return known;
    }

    private ECPublicKey createJca() {
        byte[] xy = bytes();
        BigInteger x = coordinate(xy, 0);
        BigInteger y = coordinate(xy, COORDINATE);
        requireOnCurve(x, y);
        try {
            return (ECPublicKey)
                    KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(new ECPoint(x, y), P256));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("not a P-256 point", e);
        }
    }

    /** Returns whether {@code signature} is a valid ECDSA signature (SHA-256) of {@code message} by this key. */
    public boolean verifies(byte[] message, SignatureBytes signature) {
        try {
            Signature ecdsa = verifier();
            ecdsa.update(message);
            return ecdsa.verify(signature.bytes());
        } catch (SignatureException | IllegalArgumentException e) {
            return false;
        }
    }

    /** Does the same for the rest of {@code message}, without all of it in memory. Does not close it. */
    public boolean verifies(InputStream message, SignatureBytes signature) throws IOException {
        try {
            Signature ecdsa = verifier();
            byte[] part = new byte[BUFFER];
            for (int read = message.read(part); read >= 0; read = message.read(part)) {
                ecdsa.update(part, 0, read);
            }
            return ecdsa.verify(signature.bytes());
        } catch (SignatureException | IllegalArgumentException e) {
            return false;
        }
    }

    private Signature verifier() {
        try {
            Signature ecdsa = Signature.getInstance("SHA256withECDSAinP1363Format");
            ecdsa.initVerify(toJca());
            return ecdsa;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java platform lacks ECDSA in P1363 format", e);
        }
    }

    /** Returns the JSON form: 128 lower-case hex digits. */
    @JsonValue
    public String json() {
        return hex();
    }

    private static BigInteger coordinate(byte[] xy, int offset) {
        return new BigInteger(1, xy, offset, COORDINATE);
    }

    private static void requireOnCurve(BigInteger x, BigInteger y) {
        BigInteger p = ((ECFieldFp) P256.getCurve().getField()).getP();
        BigInteger right = x.pow(3)
                .add(P256.getCurve().getA().multiply(x))
                .add(P256.getCurve().getB())
                .mod(p);
        if (x.compareTo(p) >= 0 || y.compareTo(p) >= 0 || !y.multiply(y).mod(p).equals(right)) {
            throw new IllegalArgumentException("the point is not on P-256");
        }
    }

    private static void copy(BigInteger coordinate, byte[] target, int offset) {
        byte[] big = coordinate.toByteArray();
        int length = Math.min(big.length, COORDINATE);
        System.arraycopy(big, big.length - length, target, offset + COORDINATE - length, length);
    }

    private static ECParameterSpec p256() {
        try {
            AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
            parameters.init(new ECGenParameterSpec("secp256r1"));
            return parameters.getParameterSpec(ECParameterSpec.class);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("P-256 is not available", e);
        }
    }
}
