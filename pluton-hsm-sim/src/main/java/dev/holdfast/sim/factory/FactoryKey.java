package dev.holdfast.sim.factory;

import dev.holdfast.contract.format.MessageSigner;
import dev.holdfast.contract.id.P256PublicKey;
import dev.holdfast.contract.id.SignatureBytes;
import dev.holdfast.sim.disk.DiskFile;
import dev.holdfast.sim.disk.UnusableFileException;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
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
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Set;
import org.bouncycastle.util.encoders.DecoderException;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;
import org.bouncycastle.util.io.pem.PemWriter;

/** A P-256 key of the factory in PKCS#8 PEM, readable by its owner only. Signatures are deterministic. */
final class FactoryKey implements MessageSigner {
    private static final int LONGEST = 16 * 1024;
    private static final String NO_KEY = "is not a P-256 key in PKCS#8 PEM";

    private final ECPrivateKey secret;
    private final DeterministicSigner signer;

    private FactoryKey(ECPrivateKey secret) {
        this.secret = secret;
        this.signer = new DeterministicSigner(secret.getS());
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
        return new FactoryKey((ECPrivateKey) pair.getPrivate());
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
        if (!secret.getParams().getOrder().equals(DeterministicSigner.ORDER)) {
            throw disk.unusable(NO_KEY);
        }
        return new FactoryKey(secret);
    }

    P256PublicKey publicKey() {
        return signer.publicKey();
    }

    String publicPem() {
        return pem("PUBLIC KEY", publicKey().toJca().getEncoded());
    }

    /** Returns the private key, for a JWS library. */
    PrivateKey secret() {
        return secret;
    }

    @Override
    public SignatureBytes sign(byte[] message) {
        return signer.sign(message);
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
