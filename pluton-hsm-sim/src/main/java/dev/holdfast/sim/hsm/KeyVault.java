package dev.holdfast.sim.hsm;

import dev.holdfast.contract.id.P256PublicKey;
import dev.holdfast.sim.hsm.host.JdkProvider;
import dev.holdfast.sim.hsm.otp.Silicon;
import dev.holdfast.sim.hsm.otp.Silicon.Area;
import dev.holdfast.sim.hsm.rng.HealthTestedRng;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPrivateKeySpec;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;

/**
 * The two key pairs of a chip. Layout of the fuses with their private halves:
 *
 * <pre>{@code
 * SEAL   32 random bytes
 * KEYS   "PLK1", 12-byte IV, then AES-256-GCM under SEAL of attestation scalar ‖ general scalar (32 bytes each,
 *        big-endian) with "PLK1" as additional data: 64 bytes and a 16-byte tag
 * }</pre>
 *
 * @param attestation signs only evidence; its public half is the device ID
 * @param general key of the TLS handshake before the device has certificates
 */
record KeyVault(SigningKey attestation, SigningKey general) {
    private static final byte[] MAGIC = {'P', 'L', 'K', '1'};
    private static final int SEAL_LENGTH = 32;
    private static final int IV_LENGTH = 12;
    private static final int TAG_BITS = 128;
    private static final int SCALAR = 32;
    private static final int LENGTH = MAGIC.length + IV_LENGTH + 2 * SCALAR + TAG_BITS / Byte.SIZE;
    private static final X9ECParameters P256 = CustomNamedCurves.getByName("P-256");

    /** Makes and burns both keys. A power cut meanwhile leaves a die that is not provisioned, and so is no chip. */
    static KeyVault burn(Silicon silicon, HealthTestedRng random) throws IOException {
        byte[] scalars = new byte[2 * SCALAR];
        SigningKey attestation = SigningKey.generate(random, secret -> copy((ECPrivateKey) secret, scalars, 0));
        SigningKey general = SigningKey.generate(random, secret -> copy((ECPrivateKey) secret, scalars, SCALAR));
        byte[] seal = random.bytes(SEAL_LENGTH);
        byte[] iv = random.bytes(IV_LENGTH);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, seal, iv).doFinal(scalars);
            silicon.burn(Area.SEAL, 0, seal);
            silicon.burn(
                    Area.KEYS,
                    0,
                    ByteBuffer.allocate(LENGTH).put(MAGIC).put(iv).put(sealed).array());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM is not available", e);
        } finally {
            Arrays.fill(scalars, (byte) 0);
            Arrays.fill(seal, (byte) 0);
        }
        return new KeyVault(attestation, general);
    }

    /**
     * Reads both keys.
     *
     * @throws IOException when the fuses are damaged or belong to another chip
     */
    static KeyVault open(Silicon silicon) throws IOException {
        byte[] seal = silicon.read(Area.SEAL);
        byte[] keys = silicon.read(Area.KEYS);
        if (seal.length != SEAL_LENGTH) {
            throw silicon.damage(Area.SEAL, "is damaged: it has " + seal.length + " bytes, not " + SEAL_LENGTH);
        }
        if (keys.length != LENGTH || !Arrays.equals(keys, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            throw silicon.damage(
                    Area.KEYS, "is damaged: its " + keys.length + " bytes are not " + LENGTH + " of sealed keys");
        }
        byte[] iv = Arrays.copyOfRange(keys, MAGIC.length, MAGIC.length + IV_LENGTH);
        byte[] scalars = {};
        try {
            scalars = cipher(Cipher.DECRYPT_MODE, seal, iv)
                    .doFinal(keys, MAGIC.length + IV_LENGTH, keys.length - MAGIC.length - IV_LENGTH);
            return new KeyVault(key(scalars, 0), key(scalars, SCALAR));
        } catch (GeneralSecurityException e) {
            throw silicon.damage(
                    Area.KEYS, "or " + Area.SEAL.file() + " beside it is damaged or belongs to another chip");
        } finally {
            Arrays.fill(scalars, (byte) 0);
            Arrays.fill(seal, (byte) 0);
        }
    }

    private static Cipher cipher(int mode, byte[] seal, byte[] iv) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding", JdkProvider.sunJce());
        cipher.init(mode, new SecretKeySpec(seal, "AES"), new GCMParameterSpec(TAG_BITS, iv), JdkProvider.random());
        cipher.updateAAD(MAGIC);
        return cipher;
    }

    private static void copy(ECPrivateKey secret, byte[] target, int offset) {
        byte[] big = secret.getS().toByteArray();
        int length = Math.min(big.length, SCALAR);
        System.arraycopy(big, big.length - length, target, offset + SCALAR - length, length);
        Arrays.fill(big, (byte) 0);
    }

    private static SigningKey key(byte[] scalars, int offset) throws GeneralSecurityException {
        BigInteger scalar = new BigInteger(1, scalars, offset, SCALAR);
        byte[] point =
                new FixedPointCombMultiplier().multiply(P256.getG(), scalar).getEncoded(false);
        AlgorithmParameters curve = AlgorithmParameters.getInstance("EC", JdkProvider.sunEc());
        curve.init(new ECGenParameterSpec("secp256r1"));
        return new SigningKey(
                KeyFactory.getInstance("EC", JdkProvider.sunEc())
                        .generatePrivate(new ECPrivateKeySpec(scalar, curve.getParameterSpec(ECParameterSpec.class))),
                P256PublicKey.of(Arrays.copyOfRange(point, 1, point.length)));
    }
}
