package dev.holdfast.sim.factory;

import dev.holdfast.contract.format.MessageSigner;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.id.P256PublicKey;
import dev.holdfast.contract.id.SignatureBytes;
import dev.holdfast.sim.disk.DiskFile;
import dev.holdfast.sim.disk.UnusableFileException;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Set;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.bouncycastle.util.BigIntegers;
import org.bouncycastle.util.encoders.DecoderException;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;
import org.bouncycastle.util.io.pem.PemWriter;

/** A P-256 key of the factory in PKCS#8 PEM, readable by its owner only. Signatures are deterministic (RFC 6979). */
final class FactoryKey implements MessageSigner {
    private static final X9ECParameters CURVE = CustomNamedCurves.getByName("P-256");
    private static final ECDomainParameters DOMAIN = new ECDomainParameters(CURVE);
    /** Length of R and of S, in bytes. */
    private static final int HALF = 32;

    private static final int LONGEST = 16 * 1024;
    private static final String NO_KEY = "is not a P-256 key in PKCS#8 PEM";

    private final ECPrivateKey secret;
    private final P256PublicKey publicKey;

    private FactoryKey(ECPrivateKey secret, P256PublicKey publicKey) {
        this.secret = secret;
        this.publicKey = publicKey;
    }

    /** Reads the key from {@code file}. Creates it if the file does not exist. */
    static FactoryKey open(Path file) throws IOException {
        try {
            return Files.exists(file) ? read(file) : make(file);
        } catch (GeneralSecurityException | ClassCastException e) {
            throw disk(file).unusable(NO_KEY, e);
        }
    }

    private static DiskFile disk(Path file) {
        return new DiskFile(
                file, LONGEST, "Restore it from a copy: chips that trust this key accept updates by no other.");
    }

    private static FactoryKey make(Path file) throws IOException, GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair pair = generator.generateKeyPair();
        byte[] pem = pem("PRIVATE KEY", pair.getPrivate().getEncoded()).getBytes(StandardCharsets.US_ASCII);
        try (var channel = Files.newByteChannel(
                file,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            channel.write(ByteBuffer.wrap(pem));
        }
        return new FactoryKey((ECPrivateKey) pair.getPrivate(), P256PublicKey.of((ECPublicKey) pair.getPublic()));
    }

    private static FactoryKey read(Path file) throws IOException, GeneralSecurityException {
        DiskFile disk = disk(file);
        PemObject pem;
        try (PemReader reader = new PemReader(new StringReader(disk.text()))) {
            pem = reader.readPemObject();
        } catch (UnusableFileException e) {
            throw e;
        } catch (IOException | DecoderException e) {
            throw disk.unusable(NO_KEY, e);
        }
        if (pem == null) {
            throw disk.unusable(NO_KEY);
        }
        ECPrivateKey secret =
                (ECPrivateKey) KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(pem.getContent()));
        if (!secret.getParams().getOrder().equals(CURVE.getN())) {
            throw disk.unusable(NO_KEY);
        }
        byte[] point = new FixedPointCombMultiplier()
                .multiply(CURVE.getG(), secret.getS())
                .getEncoded(false);
        return new FactoryKey(secret, P256PublicKey.of(java.util.Arrays.copyOfRange(point, 1, point.length)));
    }

    P256PublicKey publicKey() {
        return publicKey;
    }

    String publicPem() {
        return pem("PUBLIC KEY", publicKey.toJca().getEncoded());
    }

    /** Returns the private key, for a JWS library. */
    PrivateKey secret() {
        return secret;
    }

    @Override
    public SignatureBytes sign(byte[] message) {
        ECDSASigner ecdsa = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
        ecdsa.init(true, new ECPrivateKeyParameters(secret.getS(), DOMAIN));
        BigInteger[] rs = ecdsa.generateSignature(Digest.sha256(message).bytes());
        return SignatureBytes.of(ByteBuffer.allocate(SignatureBytes.LENGTH)
                .put(BigIntegers.asUnsignedByteArray(HALF, rs[0]))
                .put(BigIntegers.asUnsignedByteArray(HALF, rs[1]))
                .array());
    }

    private static String pem(String type, byte[] der) {
        StringWriter text = new StringWriter();
        try (PemWriter writer = new PemWriter(text)) {
            writer.writeObject(new PemObject(type, der));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the PEM text", e);
        }
        return text.toString();
    }
}
